package io.countersign.command.signoff;

import static io.countersign.command.decision.Story.DEVELOPER;
import static io.countersign.command.decision.Story.DEVOPS;
import static io.countersign.command.decision.Story.FILE;
import static io.countersign.command.decision.Story.REVIEWER;
import static io.countersign.command.decision.Story.SCOPE;
import static io.countersign.command.decision.Story.SECURITY;
import static io.countersign.command.decision.Story.TEXT;

import io.countersign.command.decision.Caller;
import io.countersign.command.decision.Caller.Kind;
import io.countersign.command.decision.Decision;
import io.countersign.command.decision.Scenarios;
import io.countersign.command.decision.Story;
import io.countersign.events.DeploymentEvents.DeploymentAbandoned;
import io.countersign.events.SignOffEvents.SignedOff;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is refused of sign-offs. */
public final class SignRefusals {

    private static final Caller MACHINE = new Caller("person/machine", "id-machine", Kind.SERVICE_ACCOUNT,
            Set.of("reviewer"));
    private static final Caller OPENER = new Caller(DEVELOPER.person(), "id-opener", Kind.USER,
            Set.of("developer", "reviewer", "devops"));

    private SignRefusals() {}

    public static void tell(Scenarios told) {
        Map<String, SignRequest> requests = Map.of("sign", sign("Reviewer", null), "sign-decline",
                new SignRequest.Decline("Reviewer", TEXT));
        requests.forEach((command, r) -> {
            told.add(command, "machine-cannot-sign", s -> ask(s, MACHINE, r));
            told.add(command, "role-lacking", s -> ask(s, DEVOPS, r));
            told.add(command, "wrong-phase",
                    s -> ask(s.by(SECURITY, new DeploymentAbandoned(SCOPE, TEXT)), REVIEWER, r));
            told.add(command, "already-signed", s -> ask(s.by(Story.person("other"),
                    new SignedOff(SCOPE, "Reviewer", "s1", TEXT, "bearer", FILE, 0)), REVIEWER, r));
        });
        told.add("sign", "unknown-role", s -> ask(s, REVIEWER, sign("Reviewr", null)));
        told.add("sign", "role-required", s -> ask(s, REVIEWER, sign(null, null)));
        told.add("sign-decline", "unknown-role", s -> ask(s, REVIEWER, new SignRequest.Decline("Reviewr", TEXT)));
        told.add("sign-decline", "role-required", s -> ask(s, REVIEWER, new SignRequest.Decline(null, TEXT)));
        told.add("sign", "author-cannot-approve", s -> ask(s, OPENER, sign("Reviewer", null)));
        told.add("sign", "one-role-per-person", s -> {
            ask(s, OPENER, sign("Developer", null));
            return ask(s, OPENER, sign("DevOps", null));
        });
        told.add("sign", "statement-changed", s -> ask(s, REVIEWER, sign("Reviewer", "00".repeat(32))));
        told.add("sign", "meaning-required",
                s -> ask(s, REVIEWER, new SignRequest.Sign("Reviewer", null, null)));
        told.add("sign-decline", "reason-required",
                s -> ask(s, REVIEWER, new SignRequest.Decline("Reviewer", null)));
    }

    private static SignRequest sign(@Nullable String role, @Nullable String statement) {
        return new SignRequest.Sign(role, TEXT, statement);
    }

    private static Decision ask(Story s, Caller who, SignRequest request) {
        return s.ask(who, new SignQuestion(request, _ -> {
        }));
    }
}
