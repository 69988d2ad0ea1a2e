package io.countersign.command.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.countersign.command.decision.Refusal;
import io.countersign.events.state.Gate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/**
 * An RFC 9457 problem document, {@code application/problem+json}.
 *
 * @param type {@code urn:countersign:problem:<word>}
 * @param problem the word alone
 * @param detail one sentence for a person
 * @param rule the name of the rule that refused, in kebab case
 * @param field the member of the request that is at fault
 * @param nearest valid values near the one given
 * @param unmet a gate's unmet conditions
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(String type, String problem, String title, int status, String detail, @Nullable String rule,
        @Nullable String field, List<String> nearest, List<Gate.Unmet> unmet) {

    private static final int MAX_CHARS = 2_000;

    static Problem of(Refusal refusal) {
        return new Problem("urn:countersign:problem:" + refusal.problem().word(), refusal.problem().word(),
                title(refusal.problem()), refusal.problem().status(), shortened(refusal.reason()), refusal.rule(),
                refusal.field() == null ? null : shortened(refusal.field()), refusal.nearest(), refusal.unmet());
    }

    /** A sentence may say back what was given; a long one is cut, lest an answer be as long as its request. */
    private static String shortened(String text) {
        return text.length() <= MAX_CHARS ? text : text.substring(0, MAX_CHARS) + "…";
    }

    static Problem of(Refusal.Problem kind, String rule, String detail) {
        return of(Refusal.of(kind, rule, detail));
    }

    static Problem invalid(String rule, String detail, @Nullable String field) {
        Refusal refusal = Refusal.of(Refusal.Problem.INVALID, rule, detail);
        return of(field == null ? refusal : refusal.in(field));
    }

    /** A fault of ours; this process's log has the rest. @param id where in it, such as {@code  under 0198…} */
    static Problem internal(String id) {
        return new Problem("urn:countersign:problem:internal", "internal", "Internal error", 500,
                "Something went wrong here; it is logged" + id + ".", null, null, List.of(), List.of());
    }

    /** The same with a status that HTTP has a better word for. */
    Problem with(HttpStatusCode other) {
        return new Problem(type, problem, title, other.value(), detail, rule, field, nearest, unmet);
    }

    ResponseEntity<Object> response() {
        return ResponseEntity.status(status).contentType(MediaType.APPLICATION_PROBLEM_JSON).body(this);
    }

    private static String title(Refusal.Problem kind) {
        return switch (kind) {
            case INVALID -> "The request is not valid";
            case UNAUTHENTICATED -> "Who asks is not known";
            case FORBIDDEN -> "The caller may not do this";
            case UNKNOWN -> "There is no such thing";
            case CONFLICT -> "It stands in the way of what is there";
            case GONE -> "It is gone";
            case REFUSED -> "A rule refuses it";
            case TOO_MANY_REQUESTS -> "Too many requests";
            case UNAVAILABLE -> "Not available now";
        };
    }
}
