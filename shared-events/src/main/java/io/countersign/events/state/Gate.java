package io.countersign.events.state;

import io.countersign.events.ChecklistEvents.Item;
import io.countersign.events.ChecklistEvents.RequiredFor;
import io.countersign.events.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * May this go live, may it be closed? Answered with every reason why not, each by the name of its rule; what a profile asks for besides stands
 * under the name that the profile gives it.
 */
public enum Gate {

    GO_LIVE("go-live"), CLOSE("close");

    /** The names of the rules that every gate has; a profile's conditions have others. */
    public static final Set<String> RULES = Set.of("phase", "item-settled", "control-passing", "addressable-decided",
            "sign-off-declined",
            "signed-off", "no-open-trigger", "emergency-reviewed");

    private final String label;

    Gate(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }

    public static Optional<Gate> named(String label) {
        return java.util.Arrays.stream(values()).filter(g -> g.label.equals(label)).findFirst();
    }

    /** The gate that lies next before a deployment in this phase. */
    public static Gate before(Phase phase) {
        return phase == Phase.OPEN ? GO_LIVE : CLOSE;
    }

    /** @param reason one sentence for a person; exactly one of item, role and control, or none, says what it is about */
    public record Unmet(String rule, String reason, @Nullable String item, @Nullable String role,
            @Nullable String control) {

        static Unmet of(String rule, String reason) {
            return new Unmet(rule, reason, null, null, null);
        }
    }

    /** Every unmet condition at an instant; none means the gate is open. */
    public List<Unmet> unmet(Definition definition, DeploymentState state, Instant at) {
        List<Unmet> unmet = new ArrayList<>(phase(state.phase()));
        RequiredFor counts = this == GO_LIVE
                ? RequiredFor.GO_LIVE
                : state.phase().inRollback() ? RequiredFor.ROLLBACK : RequiredFor.CLOSE;
        unmet.addAll(items(definition, state, at, counts));
        unmet.addAll(controls(definition, state, at, counts));
        if (this == GO_LIVE) {
            unmet.addAll(signOffs(definition, state));
        }
        unmet.addAll(triggers(state));
        if (this == CLOSE) {
            review(state, at).ifPresent(unmet::add);
        }
        unmet.addAll(conditions(definition, state, at));
        return unmet;
    }

    private List<Unmet> conditions(Definition definition, DeploymentState state, Instant at) {
        List<Definition.Stated> conditions = definition.conditions(this);
        if (conditions.isEmpty()) {
            return List.of();
        }
        Map<String, Object> facts = Facts.of(definition, state, at);
        List<Unmet> unmet = new ArrayList<>();
        for (Definition.Stated each : conditions) {
            objection(each, facts).ifPresent(reason -> unmet.add(Unmet.of(each.stated().name(), reason)));
        }
        return unmet;
    }

    /** What cannot be answered is not met: a gate never opens on a doubt. */
    private static Optional<String> objection(Definition.Stated each, Map<String, Object> facts) {
        Condition condition = each.compiled();
        if (condition == null) {
            return Optional.of(each.stated().reason() + " (The condition cannot be read.)");
        }
        try {
            return condition.holds(facts) ? Optional.empty() : Optional.of(each.stated().reason());
        } catch (Condition.Unanswerable e) {
            return Optional.of(each.stated().reason() + " (The condition cannot be answered: " + e.getMessage() + ".)");
        }
    }

    private List<Unmet> phase(Phase phase) {
        boolean right = this == GO_LIVE ? phase == Phase.OPEN : phase == Phase.LIVE || phase == Phase.ROLLED_BACK;
        String needed = this == GO_LIVE ? "open" : "live or rolled-back";
        return right
                ? List.of()
                : List.of(Unmet.of("phase", "The deployment is " + phase.label() + ", not " + needed + "."));
    }

    private static List<Unmet> items(Definition definition, DeploymentState state, Instant at, RequiredFor counts) {
        ItemStates states = ItemStates.at(at, definition, state);
        List<Item> required = definition.items().stream().filter(i -> definition.requiredFor(i) == counts).toList();
        return states.unsettled(required).stream().map(i -> new Unmet("item-settled",
                "\"" + i.text() + "\" is " + states.of(i).label() + ".", i.id(), null, null)).toList();
    }

    private static List<Unmet> controls(Definition definition, DeploymentState state, Instant at, RequiredFor counts) {
        return definition.controls(counts).stream().filter(c -> !stands(c, definition, state, at))
                .map(c -> undecided(c, definition, state)
                        ? new Unmet("addressable-decided",
                                c + " is addressable and has been neither checked nor decided about.", null, null, c)
                        : new Unmet("control-passing",
                                "The latest check of " + c + " is " + latest(c, state) + ".", null, null, c))
                .toList();
    }

    private static boolean undecided(String control, Definition definition, DeploymentState state) {
        return definition.addressable(control) && !state.controls().byId().containsKey(control)
                && state.addressed().of(control).isEmpty();
    }

    /** Whether a control holds no gate shut: it {@linkplain #passes passes}, or Security has decided that something else stands in its place. */
    public static boolean stands(String control, Definition definition, DeploymentState state, Instant at) {
        return passes(control, state, at) || replaced(control, definition, state);
    }

    /** Whether an addressable control is, by the latest decision, not implemented and something else stands in its place. */
    public static boolean replaced(String control, Definition definition, DeploymentState state) {
        return definition.addressable(control)
                && state.addressed().of(control).filter(d -> !d.decision().implemented()).isPresent();
    }

    /** Whether a control's latest check passed, or a waiver covers it: what an item that needs it waits for. */
    public static boolean passes(String control, DeploymentState state, Instant at) {
        Controls.Check check = state.controls().byId().get(control);
        return check != null && check.checked().outcome() == Outcome.PASS
                || state.waivers().ofControl(control, at).isPresent();
    }

    /** The latest outcome of a control in words. */
    public static String latest(String control, DeploymentState state) {
        Controls.Check check = state.controls().byId().get(control);
        return check == null ? "missing" : check.checked().outcome().label();
    }

    private static List<Unmet> signOffs(Definition definition, DeploymentState state) {
        List<Unmet> unmet = new ArrayList<>();
        for (String role : definition.profile().roles()) {
            if (state.signOffs().declines().containsKey(role)) {
                unmet.add(new Unmet("sign-off-declined", role + " declined to sign.", null, role, null));
            } else if (state.signOffs().standing(role).isEmpty()) {
                unmet.add(new Unmet("signed-off", role + " has not signed" + lapsed(state, role) + ".", null, role,
                        null));
            }
        }
        return unmet;
    }

    private static String lapsed(DeploymentState state, String role) {
        return state.signOffs().byId().values().stream().filter(s -> s.signed().role().equals(role))
                .reduce((_, last) -> last)
                .map(s -> "; an earlier sign-off lapsed (" + s.ended() + ")").orElse("");
    }

    private static List<Unmet> triggers(DeploymentState state) {
        return state.measurements().openTriggers().keySet().stream()
                .map(t -> Unmet.of("no-open-trigger",
                        "The rollback trigger " + t + " is open: roll back or decline it."))
                .toList();
    }

    private static Optional<Unmet> review(DeploymentState state, Instant at) {
        Lifecycle.Emergency emergency = state.lifecycle().emergency();
        return emergency == null || emergency.reviewed()
                ? Optional.empty()
                : Optional.of(Unmet.of("emergency-reviewed",
                        "The emergency go-live has not been reviewed; " + (emergency.overdue(at)
                                ? "it is overdue since " + emergency.due() + "."
                                : "due " + emergency.due() + ".")));
    }
}
