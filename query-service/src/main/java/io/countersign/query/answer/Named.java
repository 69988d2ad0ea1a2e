package io.countersign.query.answer;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Names that lists are narrowed to. What cannot be a name is refused: it would find nothing, silently. */
public final class Named {

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,62}");
    private static final Pattern CHECKLIST = Pattern.compile("[a-z0-9][a-z0-9._-]{0,62}(@[1-9][0-9]{0,8})?");

    private Named() {}

    /** A system's or an environment's name; null for none. */
    public static @Nullable String name(String field, @Nullable String value) {
        return checked(field, value, NAME, "a name of at most 63 of a-z, 0-9, '.', '_' and '-'");
    }

    /** A checklist's id, or its id and version as {@code id@3}; null for none. */
    public static @Nullable String checklist(String field, @Nullable String value) {
        return checked(field, value, CHECKLIST, "a checklist such as ltc-claims or ltc-claims@2");
    }

    private static @Nullable String checked(String field, @Nullable String value, Pattern shape, String what) {
        if (value == null || value.isEmpty()) {
            return null;
        }
        if (!shape.matcher(value).matches()) {
            throw Problem.invalid(field, field + " is " + what + ", not \"" + value + "\".");
        }
        return value;
    }
}
