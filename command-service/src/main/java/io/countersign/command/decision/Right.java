package io.countersign.command.decision;

import io.countersign.command.decision.Refusal.Problem;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What may be done, and the token roles that may do it unless a profile narrows them. Signing is not here: a person signs in their own role. */
public enum Right {

    OPEN("open", Holders.WORKERS), //
    ITEM("item", Holders.WORKERS), //
    CHECK("check", Holders.WORKERS), //
    MEASURE("measure", Holders.WORKERS), //
    NOTE("note", Holders.WORKERS), //
    CONTACT("contact", List.of("developer", "devops", "security")), //
    WAIVE("waive", List.of("security")), //
    DECIDE("decide", List.of("security")), //
    GO_LIVE("go-live", Holders.OPERATORS), //
    CLOSE("close", Holders.OPERATORS), //
    ABANDON("abandon", Holders.OPERATORS), //
    ROLLBACK("rollback", Holders.OPERATORS), //
    REVIEW("review", List.of("reviewer", "security")), //
    RETIRE("maintenance-end", Holders.OPERATORS), //
    IMPORT("import", Holders.OPERATORS), //
    ROTATE_KEY("rotate-key", Holders.OPERATORS), //
    ERASE("erase", List.of("security", "compliance")), //
    EXPORT("export", List.of("security", "compliance", "auditor"));

    private static final class Holders {
        static final List<String> WORKERS = List.of("developer", "devops", "security", "pipeline");
        static final List<String> OPERATORS = List.of("devops", "security");
    }

    private final String action;
    private final List<String> roles;

    Right(String action, List<String> roles) {
        this.action = action;
        this.roles = roles;
    }

    /** The action's name in a profile's {@code rights}. */
    public String action() {
        return action;
    }

    /** The roles that have this right under a profile, which can take from the defaults but never add to them. */
    public List<String> roles(Map<String, List<String>> narrowed) {
        List<String> named = narrowed.get(action);
        return named == null ? roles : roles.stream().filter(named::contains).toList();
    }

    /** Rule {@code role-lacking}. */
    public Optional<Refusal> objection(Caller caller, Map<String, List<String>> narrowed) {
        List<String> holders = roles(narrowed);
        return caller.hasAnyOf(holders)
                ? Optional.empty()
                : Optional.of(lacking(action + " needs the role " + String.join(" or ", holders) + "."));
    }

    public Optional<Refusal> objection(Situation s) {
        return objection(s.caller(), s.definition().profile().rights());
    }

    public static Refusal lacking(String reason) {
        return Refusal.of(Problem.FORBIDDEN, "role-lacking", reason).asEntry();
    }
}
