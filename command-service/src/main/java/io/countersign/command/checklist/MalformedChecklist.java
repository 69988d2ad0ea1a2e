package io.countersign.command.checklist;

import java.util.List;

/** A document or a profile that cannot be imported. The message is one sentence that names the line where there is one. */
public final class MalformedChecklist extends Exception {

    private static final long serialVersionUID = 1L;

    private final String field;
    private final int line;
    private final transient List<String> nearest;

    MalformedChecklist(String field, int line, String message) {
        this(field, line, message, List.of());
    }

    MalformedChecklist(String field, int line, String message, List<String> nearest) {
        super(line > 0 ? message + " (line " + line + ")" : message);
        this.field = field;
        this.line = line;
        this.nearest = List.copyOf(nearest);
    }

    /** What is at fault: {@code markdown}, or {@code profile} and the path within it, such as {@code profile.sections.launch.every}. */
    public String field() {
        return field;
    }

    /** The line of the source, from 1; 0 when no line is at fault. */
    public int line() {
        return line;
    }

    /** Valid values near the one given, nearest first, at most five. */
    public List<String> nearest() {
        return nearest;
    }
}
