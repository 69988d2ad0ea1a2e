package io.countersign.query.words;

import io.countersign.query.answer.Problem;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;

/**
 * Words of any script: runs of letters, marks and digits in compatibility form, lower-cased; what is written without spaces (Han, Kana) by the
 * character. Cut here and not by PostgreSQL, whose parser goes by the locale of its database, takes addresses and versions for one word, and would
 * have no part of them found.
 */
public final class Words {

    /** Longest question, in UTF-16 units. */
    public static final int MOST = 1_000;

    /** Longest word in bytes; PostgreSQL indexes none of more than 2,046. */
    private static final int LONGEST = 2_000;

    private Words() {}

    /** A text's words with single spaces between, for {@code to_tsvector('simple', …)}. */
    public static String of(String text) {
        return cut(text, false);
    }

    /**
     * A question for {@code websearch_to_tsquery('simple', …)}: words, of which all must be there; {@code "several words"} in a row; {@code or};
     * {@code -word} for what must not be there. Whatever else stands in it is no syntax and no error.
     *
     * @param field the parameter, to be named in a refusal
     */
    public static String asked(String field, String question) {
        if (question.length() > MOST) {
            throw Problem.invalid(field,
                    field + " has at most " + MOST + " characters, not " + question.length() + ".");
        }
        String cut = cut(question, true);
        if (cut.codePoints().noneMatch(Character::isLetterOrDigit)) {
            throw Problem.invalid(field, field + " has no word to look for.");
        }
        for (String word : cut.split(" ")) {
            if (word.getBytes(StandardCharsets.UTF_8).length > LONGEST) {
                throw Problem.invalid(field, field + " has a word of more than " + LONGEST + " bytes.");
            }
        }
        return cut;
    }

    /** Whether the last word may go on: it is the question's end, not closed by a quote or a space. */
    public static boolean goesOn(String question) {
        return !question.isEmpty() && keeps(question.codePointBefore(question.length()));
    }

    private static String cut(String text, boolean question) {
        String folded = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        StringBuilder words = new StringBuilder(folded.length() + 16);
        folded.codePoints().forEach(c -> {
            boolean begins = words.isEmpty() || words.charAt(words.length() - 1) == ' ';
            if (c >= 0x80 && alone(c)) {
                (begins ? words : words.append(' ')).appendCodePoint(c).append(' ');
            } else if (keeps(c)) {
                words.appendCodePoint(c);
            } else if (question && c == '"') {
                (begins || words.charAt(words.length() - 1) == '-' ? words : words.append(' ')).append("\" ");
            } else if (question && c == '-' && begins) {
                words.append('-');
            } else if (!begins) {
                words.append(' ');
            }
        });
        // a dash before nothing excludes nothing
        return words.toString().replaceAll("-(?= |$)", "").replaceAll(" +", " ").strip();
    }

    private static boolean keeps(int c) {
        int type = Character.getType(c);
        return Character.isLetterOrDigit(c) || type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK || type == Character.ENCLOSING_MARK;
    }

    private static boolean alone(int c) {
        return switch (Character.UnicodeScript.of(c)) {
            case HAN, HIRAGANA, KATAKANA, BOPOMOFO -> Character.isLetterOrDigit(c);
            default -> false;
        };
    }
}
