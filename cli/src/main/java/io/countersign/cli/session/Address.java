package io.countersign.cli.session;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A path below a service's root, with query parameters. Values are percent-encoded as UTF-8 (RFC 3986), all but unreserved characters. */
public final class Address {

    private final StringBuilder text;
    private boolean parameters;

    private Address(StringBuilder text) {
        this.text = text;
    }

    /** @param template of a path in which each {@code {}} stands for one of the segments, such as {@code /api/v1/deployments/{}/close} */
    public static Address of(String template, String... segments) {
        StringBuilder text = new StringBuilder();
        int from = 0;
        for (String segment : segments) {
            int at = template.indexOf("{}", from);
            text.append(template, from, at).append(encode(segment(segment)));
            from = at + 2;
        }
        return new Address(text.append(template, from, template.length()));
    }

    private static String segment(String value) {
        if (value.isBlank() || value.equals(".") || value.equals("..")) {
            throw Failure.usage("'" + value + "' is no name of anything");
        }
        return value;
    }

    /** Adds a parameter, unless there is no value. */
    public Address with(String name, @Nullable String value) {
        if (value != null) {
            text.append(parameters ? '&' : '?').append(name).append('=').append(encode(value));
            parameters = true;
        }
        return this;
    }

    URI at(URI root) {
        String base = root.toString();
        return URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + text);
    }

    private static String encode(String value) {
        StringBuilder out = new StringBuilder();
        for (byte b : value.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            if (c < 0x80 && (Character.isLetterOrDigit(c) || "-._~".indexOf(c) >= 0)) {
                out.append(c);
            } else {
                out.append('%').append(Character.toUpperCase(Character.forDigit(c >> 4, 16)))
                        .append(Character.toUpperCase(Character.forDigit(c & 15, 16)));
            }
        }
        return out.toString();
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
