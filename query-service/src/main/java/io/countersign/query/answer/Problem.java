package io.countersign.query.answer;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A problem document of RFC 9457. {@code type} is {@code urn:countersign:problem:} and the word that {@code problem} says alone. */
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

    public static Problem of(Word word, String detail) {
        return of(word, detail, null, null, List.of());
    }

    /** @param rule the name of the rule that refused, in kebab case */
    public static Problem of(Word word, String rule, String detail) {
        return of(word, detail, rule, null, List.of());
    }

    private static Problem of(Word word, String detail, @Nullable String rule, @Nullable String field,
            List<String> nearest) {
        return new Problem("urn:countersign:problem:" + word.word, word.word, word.title, word.status, detail, rule,
                field,
                nearest);
    }

    /** The same with a status that HTTP has a better word for. */
    public Problem with(int other) {
        return new Problem(type, problem, title, other, detail, rule, field, nearest);
    }

    public static Raised invalid(String field, String detail) {
        return new Raised(of(Word.INVALID, detail, null, field, List.of()));
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

    /** @param nearest valid values that come close */
    public static Raised unknown(String field, String detail, List<String> nearest) {
        return new Raised(of(Word.UNKNOWN, detail, null, field, nearest));
    }

    public static Raised forbidden(String rule, String detail) {
        return new Raised(of(Word.FORBIDDEN, rule, detail));
    }

    public static Raised gone(String field, String detail) {
        return new Raised(of(Word.GONE, detail, null, field, List.of()));
    }

    public static Raised unavailable(String rule, String detail) {
        return new Raised(of(Word.UNAVAILABLE, rule, detail));
    }
}
