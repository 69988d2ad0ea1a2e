package io.countersign.query.answer;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A problem document of RFC 9457, of the shape that command-service's have.
 *
 * @param type {@code urn:countersign:problem:<word>}
 * @param problem the word alone
 * @param detail one sentence for a person
 * @param rule the name of the rule that refused, in kebab case; null for a fault of ours
 * @param field the parameter, or the member of the body, that is at fault
 * @param nearest valid values near the one given
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(String type, String problem, String title, int status, String detail, @Nullable String rule,
        @Nullable String field, List<String> nearest) {

    /** The words, their HTTP status and title. */
    public enum Word {
        INVALID("invalid", 400, "The request is not valid"), UNAUTHENTICATED("unauthenticated", 401,
                "Nobody is known to ask"), FORBIDDEN("forbidden", 403, "Not allowed"), UNKNOWN("unknown", 404,
                        "There is no such thing"), GONE("gone", 410, "It is gone"), UNAVAILABLE("unavailable", 503,
                                "Not available at the moment");

        private final String word;
        private final int status;
        private final String title;

        Word(String word, int status, String title) {
            this.word = word;
            this.status = status;
            this.title = title;
        }

        public int status() {
            return status;
        }
    }

    /** Thrown wherever a request cannot be answered; becomes the document. */
    public static final class Raised extends RuntimeException {

        private static final long serialVersionUID = 1;

        private final transient Problem problem;

        Raised(Problem problem) {
            super(problem.detail());
            this.problem = problem;
        }

        public Problem problem() {
            return problem;
        }
    }

    /** @param rule the name of the rule that refused, in kebab case */
    public static Problem of(Word word, String rule, String detail) {
        return of(word, rule, detail, null, List.of());
    }

    private static Problem of(Word word, String rule, String detail, @Nullable String field, List<String> nearest) {
        return new Problem("urn:countersign:problem:" + word.word, word.word, word.title, word.status, detail, rule,
                field, nearest);
    }

    /** The same with a status that HTTP has a better word for. */
    public Problem with(int other) {
        return new Problem(type, problem, title, other, detail, rule, field, nearest);
    }

    /** A parameter that cannot mean what it would have to. */
    public static Raised invalid(String parameter, String detail) {
        return invalid("parameter-readable", parameter, detail);
    }

    public static Raised invalid(String rule, String field, String detail) {
        return new Raised(of(Word.INVALID, rule, detail, field, List.of()));
    }

    /** {@code invalid}, with the status 413 that HTTP has for a body of more than so many bytes. */
    public static Raised tooLarge(int most) {
        return new Raised(of(Word.INVALID, "body-size", "The body is larger than " + most + " bytes.").with(413));
    }

    /** {@code invalid}, with the status 408 that HTTP has for what takes too long to arrive. */
    public static Raised late(String detail) {
        return new Raised(of(Word.INVALID, "body-complete", detail).with(408));
    }

    /** A fault of ours; what it was stands in the log. */
    public static Problem internal() {
        return new Problem("urn:countersign:problem:internal", "internal", "Internal error", 500,
                "Something went wrong here; it is logged.", null, null, List.of());
    }

    /** @param field what there is none of: the rule is called after it; @param nearest valid values that come close */
    public static Raised unknown(String field, String detail, List<String> nearest) {
        return new Raised(of(Word.UNKNOWN, field + "-known", detail, field, nearest));
    }

    public static Raised forbidden(String rule, String detail) {
        return new Raised(of(Word.FORBIDDEN, rule, detail));
    }

    public static Raised gone(String rule, String field, String detail) {
        return new Raised(of(Word.GONE, rule, detail, field, List.of()));
    }

    public static Raised unavailable(String rule, String detail) {
        return new Raised(of(Word.UNAVAILABLE, rule, detail));
    }
}
