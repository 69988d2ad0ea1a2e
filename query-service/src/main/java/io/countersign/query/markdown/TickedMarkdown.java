package io.countersign.query.markdown;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Writes into a checklist's source what became of its items: the character between an item's brackets, and a note at the end of the line that its box
 * stands on, {@code — completed by Ana Lima, 2026-11-22T20:15:00Z, entry 41}. Every other character stays as it is. A note goes right behind the box
 * instead where the line ends within code, a link or a tag that the next line goes on with.
 */
final class TickedMarkdown {

    /** The first bracket of an item's line is its box: before it stand only the markers of quotes and lists. */
    private static final Pattern BOX = Pattern.compile("\\[([ \\t\\x0B\\fxX])](?:[ \\t\\x0B\\f]|$)");
    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}&&[^\\u200C\\u200D]]+");
    /** Whatever Markdown, its extensions or HTML could take for markup; harmless within a name: blank, comma, apostrophe and hyphen. */
    private static final Pattern MARKUP = Pattern.compile("[!\"#$%&()*+./:;<=>?@\\[\\\\\\]^_`{|}~]");

    private final String source;
    private final StringBuilder out;
    private int copied;

    private TickedMarkdown(String source) {
        this.source = source;
        this.out = new StringBuilder(source.length() + source.length() / 2);
    }

    /** @param ticks as {@link Tick} says, names joined in; in the order of their lines */
    static String of(String source, JsonNode ticks) {
        TickedMarkdown markdown = new TickedMarkdown(source);
        List<Integer> starts = lineStarts(source);
        for (JsonNode tick : ticks) {
            int line = tick.path("line").asInt();
            if (line >= 1 && line <= starts.size()) {
                markdown.write(tick, starts.get(line - 1));
            }
        }
        return markdown.out.append(source, markdown.copied, source.length()).toString();
    }

    private void write(JsonNode tick, int start) {
        int end = end(start);
        int bracket = source.indexOf('[', Math.max(start, copied));
        Matcher box = BOX.matcher(source).region(Math.max(bracket, 0), end);
        if (bracket < 0 || !box.lookingAt()) {
            return;
        }
        copyTo(box.start(1));
        out.append(tick.path("checked").asBoolean() ? "x" : blank(source.charAt(copied)));
        copied++;
        String note = note(tick);
        if (note != null && safe(source.substring(box.end(), end))) {
            copyTo(lastInk(box.end(), end));
            out.append(" — ").append(note);
        } else if (note != null) {
            copyTo(box.end());
            out.append('(').append(note).append(") ");
        }
    }

    /** A box that is empty already keeps the blank it has. */
    private static String blank(char now) {
        return now == 'x' || now == 'X' ? " " : String.valueOf(now);
    }

    private void copyTo(int index) {
        out.append(source, copied, index);
        copied = index;
    }

    private int end(int start) {
        int end = start;
        while (end < source.length() && source.charAt(end) != '\n' && source.charAt(end) != '\r') {
            end++;
        }
        return end;
    }

    /** Before the blanks, or the backslash, that break a line. */
    private int lastInk(int from, int end) {
        int last = end;
        while (last > from && (source.charAt(last - 1) == ' ' || source.charAt(last - 1) == '\t')) {
            last--;
        }
        int backslashes = 0;
        while (last == end && end - backslashes > from && source.charAt(end - backslashes - 1) == '\\') {
            backslashes++;
        }
        return backslashes % 2 == 1 ? end - 1 : last;
    }

    /** Whether nothing that was opened on the line is still open at its end. */
    private static boolean safe(String text) {
        int brackets = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '`') {
                int run = run(text, i);
                int close = close(text, i + run, run);
                if (close < 0) {
                    return false;
                }
                i = close + run - 1;
            } else if (c == '[') {
                brackets++;
            } else if (c == ']') {
                brackets--;
            } else if (c == '<' && text.indexOf('>', i) < 0) {
                return false;
            } else if (c == '(' && i > 0 && text.charAt(i - 1) == ']' && text.indexOf(')', i) < 0) {
                return false;
            }
        }
        return brackets <= 0;
    }

    private static int run(String text, int from) {
        int end = from;
        while (end < text.length() && text.charAt(end) == '`') {
            end++;
        }
        return end - from;
    }

    /** Where as many backticks stand, and no more, after an index; −1 where nowhere. */
    private static int close(String text, int from, int length) {
        for (int i = text.indexOf('`', from); i >= 0; i = text.indexOf('`', i)) {
            int run = run(text, i);
            if (run == length) {
                return i;
            }
            i += run;
        }
        return -1;
    }

    private static @Nullable String note(JsonNode tick) {
        if (!tick.hasNonNull("said")) {
            return null;
        }
        StringBuilder note = new StringBuilder(tick.path("said").asString());
        JsonNode by = tick.path("by");
        if (by.isObject()) {
            note.append(" by ").append(name(by));
        }
        if (tick.hasNonNull("until")) {
            note.append(" until ").append(second(tick.path("until").asString()));
        }
        if (tick.hasNonNull("position")) {
            note.append(", ").append(second(tick.path("at").asString())).append(", entry ")
                    .append(tick.path("position").asLong());
        }
        return note.toString();
    }

    private static String second(String instant) {
        return instant.replaceFirst("\\.[0-9]+Z$", "Z");
    }

    /** A name that was withheld or erased leaves the opaque id that every entry has. */
    private static String name(JsonNode person) {
        JsonNode name = person.path("name");
        return name.isString() && !name.asString().isBlank()
                ? plain(name.asString())
                : "someone whose name is withheld (" + person.path("person").asString("") + ")";
    }

    /** A name is text from strangers: on one line, in no direction but its own, and none of it markup. */
    static String plain(String name) {
        return MARKUP.matcher(UNSEEN.matcher(name).replaceAll(" ").strip()).replaceAll("\\\\$0");
    }

    /** Lines end as Markdown has it: LF, CR LF or CR. */
    private static List<Integer> lineStarts(String source) {
        List<Integer> starts = new ArrayList<>(List.of(0));
        for (int i = 0; i < source.length(); i++) {
            char c = source.charAt(i);
            if (c == '\n' || (c == '\r' && (i + 1 == source.length() || source.charAt(i + 1) != '\n'))) {
                starts.add(i + 1);
            }
        }
        return starts;
    }
}
