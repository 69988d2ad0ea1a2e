package io.countersign.command.decision;

import io.countersign.events.state.Gate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why something was not done.
 *
 * @param rule the rule's name, stable, in kebab case
 * @param reason one sentence for the caller: what and, where it helps, what to do
 * @param field the member of the request that is at fault
 * @param about the item, control or role it is about, for the recorded entry
 * @param recorded whether an auditor would want to know: then the refusal is itself an entry
 * @param nearest valid values near the one given, at most five
 * @param unmet a gate's unmet conditions
 */
public record Refusal(Problem problem, String rule, String reason, @Nullable String field, @Nullable String about,
        boolean recorded,
        List<String> nearest, List<Gate.Unmet> unmet) {

    /** The stable problem types of RFC 9457 and their HTTP status. */
    public enum Problem {
        INVALID(400), UNAUTHENTICATED(401), FORBIDDEN(403), UNKNOWN(404), CONFLICT(409), GONE(410), REFUSED(
                422), TOO_MANY_REQUESTS(
                        429), UNAVAILABLE(503);

        private final int status;

        Problem(int status) {
            this.status = status;
        }

        public int status() {
            return status;
        }

        /** The word that stands in the problem's type, such as {@code too-many-requests}. */
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }

    public Refusal {
        nearest = List.copyOf(nearest);
        unmet = List.copyOf(unmet);
    }

    public static Refusal of(Problem problem, String rule, String reason) {
        return new Refusal(problem, rule, reason, null, null, false, List.of(), List.of());
    }

    public Refusal in(String name) {
        return new Refusal(problem, rule, reason, name, about, recorded, nearest, unmet);
    }

    public Refusal about(String what) {
        return new Refusal(problem, rule, reason, field, what, recorded, nearest, unmet);
    }

    /** The same refusal, to be sealed as an entry. */
    public Refusal asEntry() {
        return new Refusal(problem, rule, reason, field, about, true, nearest, unmet);
    }

    public Refusal near(List<String> candidates) {
        return new Refusal(problem, rule, reason, field, about, recorded, candidates, unmet);
    }

    public Refusal with(List<Gate.Unmet> conditions) {
        return new Refusal(problem, rule, reason, field, about, recorded, nearest, conditions);
    }

    public Decision.Refused refused() {
        return new Decision.Refused(this);
    }
}
