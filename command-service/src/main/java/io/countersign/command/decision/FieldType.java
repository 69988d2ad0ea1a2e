package io.countersign.command.decision;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What the value of a form's field must be. */
public enum FieldType {

    TEXT("text", "a text"), //
    DATE("date", "a date such as 2026-11-22, or a time such as 2026-11-22T20:00:00Z"), //
    PERSON("person", "a person's name or address in one line of at most 200 characters"), //
    VERSION("version",
            "a version such as 2.4.0: at most 128 letters, digits and . _ + - / : without spaces, with a digit"), //
    URL("url", "an http or https address with a host, without a password, of at most 2,048 characters"), //
    IDENTIFIER("identifier", "a name of at most 128 letters, digits and . _ - @ / : without spaces");

    private static final int LONGEST_PERSON = 200;
    private static final Pattern VERSIONED = Pattern.compile("(?=.*[0-9])[\\p{L}0-9][\\p{L}0-9._+/:-]{0,127}");
    private static final Pattern NAMED = Pattern.compile("[\\p{L}0-9][\\p{L}0-9._@/:-]{0,127}");

    private final String label;
    private final String words;

    FieldType(String label, String words) {
        this.label = label;
        this.words = words;
    }

    /** The name in profiles. */
    public String label() {
        return label;
    }

    /** What it asks for, in words. */
    public String words() {
        return words;
    }

    public static Optional<FieldType> named(String label) {
        return Arrays.stream(values()).filter(t -> t.label.equals(label)).findFirst();
    }

    /** What a field of this name is most likely to be. */
    public static FieldType inferred(String field) {
        String name = field.toLowerCase(Locale.ROOT);
        if (name.endsWith("date") || name.endsWith(" at") || name.endsWith(" time")) {
            return DATE;
        }
        if (name.endsWith(" by")) {
            return PERSON;
        }
        if (name.endsWith("url")) {
            return URL;
        }
        return name.endsWith("version") ? VERSION : TEXT;
    }

    /** Whether a value, without white space at its ends, is one of these. */
    public boolean takes(String value) {
        return switch (this) {
            case TEXT -> true;
            case DATE -> isDate(value);
            case PERSON -> value.length() <= LONGEST_PERSON && value.codePoints().noneMatch(Character::isISOControl)
                    && value.codePoints().anyMatch(Character::isLetter);
            case VERSION -> VERSIONED.matcher(value).matches();
            case URL -> isUrl(value);
            case IDENTIFIER -> NAMED.matcher(value).matches();
        };
    }

    private static boolean isDate(String value) {
        try {
            if (value.length() == 10) {
                LocalDate.parse(value);
            } else {
                OffsetDateTime.parse(value);
            }
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static boolean isUrl(String value) {
        try {
            URI url = new URI(value);
            boolean web = "https".equalsIgnoreCase(url.getScheme()) || "http".equalsIgnoreCase(url.getScheme());
            return web && url.getHost() != null && value.length() <= ExternalUrl.MAX_LENGTH
                    && (url.getRawUserInfo() == null || !url.getRawUserInfo().contains(":"));
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
