package io.countersign.command.decision;

import io.countersign.command.decision.Refusal.Problem;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.PrimitiveIterator;

/**
 * What a text may consist of, wherever one comes in: whatever can be seen, in any script. Not control characters, and not those that turn the direction of what
 * follows them, because then a reader sees something else than was sealed. Tabs and line breaks are for texts that may have lines.
 */
public enum PlainText {

    /** A name, an address, a reference: one line of at most {@value #LINE} characters. */
    ONE_LINE,
    /** A note, a reason, a command: at most {@value #MAX_BYTES} bytes. */
    LINES;

    /** Characters of a text in one line. */
    public static final int LINE = 500;

    /** Largest text, in bytes of UTF-8. */
    public static final int MAX_BYTES = 16 * 1024;

    /** Rules {@code text-not-printable} and {@code text-too-long}. */
    public Optional<Refusal> objection(String text) {
        return printable(text).or(() -> length(text));
    }

    private Optional<Refusal> length(String text) {
        if (text.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            return refused("text-too-long",
                    "A text has at most " + MAX_BYTES + " bytes; put what is longer into an evidence file.");
        }
        return this == ONE_LINE && text.codePointCount(0, text.length()) > LINE
                ? refused("text-too-long", "A text that has one line has at most " + LINE + " characters.")
                : Optional.empty();
    }

    /** Rule {@code text-not-printable}. */
    private Optional<Refusal> printable(String text) {
        PrimitiveIterator.OfInt all = text.codePoints().iterator();
        for (int at = 1; all.hasNext(); at++) {
            int c = all.nextInt();
            if (isBreak(c) ? this == ONE_LINE : isHidden(c)) {
                return refused("text-not-printable", isBreak(c)
                        ? "This text has one line, without tabs; its character " + at + " is " + name(c) + "."
                        : "The text's character " + at + " is " + name(c)
                                + ", which cannot be seen and may change what is seen; leave it out.");
            }
        }
        return Optional.empty();
    }

    /** A text by somebody who cannot be refused, such as an issuer: in one line, with spaces for what may not be in it, cut where it is too long. */
    public static String cleaned(String text) {
        StringBuilder out = new StringBuilder();
        text.codePoints().limit(LINE).forEach(c -> out.appendCodePoint(isBreak(c) || isHidden(c) ? ' ' : c));
        return out.toString();
    }

    private static boolean isBreak(int c) {
        return c == '\n' || c == '\r' || c == '\t';
    }

    private static boolean isHidden(int c) {
        boolean turns = c >= 0x202a && c <= 0x202e || c >= 0x2066 && c <= 0x2069;
        boolean separates = c == 0x2028 || c == 0x2029 || c >= 0xfff9 && c <= 0xfffb;
        boolean none = c >= 0xd800 && c <= 0xdfff || (c & 0xfffe) == 0xfffe;
        return Character.isISOControl(c) || turns || separates || none;
    }

    private static String name(int c) {
        String name = Character.getName(c);
        return String.format("U+%04X", c) + (name == null ? "" : " (" + name + ")");
    }

    private static Optional<Refusal> refused(String rule, String reason) {
        return Optional.of(Refusal.of(Problem.INVALID, rule, reason));
    }
}
