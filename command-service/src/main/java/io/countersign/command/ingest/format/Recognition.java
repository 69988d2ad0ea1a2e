package io.countersign.command.ingest.format;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;

/** Tells a report's format by what is in it, whatever the file is called. Telling is not reading: a file may be of a format and yet be broken. */
final class Recognition {

    private static final int LOOK = 4096;

    private Recognition() {}

    /** @return null when it is of none that is known */
    static @Nullable Format of(InputStream file) throws IOException {
        BufferedInputStream in = new BufferedInputStream(file);
        in.mark(LOOK);
        int first = first(in);
        in.reset();
        Bounded bytes = new Bounded(in);
        Format format = switch (first) {
            case '<' -> xml(bytes);
            case '{', '[' -> json(bytes);
            default -> requirements(bytes);
        };
        if (bytes.broken() != null) {
            throw bytes.broken();
        }
        return format;
    }

    /** The first byte that is neither white space nor of a byte order mark nor half of a character in UTF-16. */
    private static int first(BufferedInputStream in) throws IOException {
        for (int i = 0; i < LOOK; i++) {
            int b = in.read();
            if (b < 0 || b > ' ' && b != 0xEF && b != 0xBB && b != 0xBF && b != 0xFE && b != 0xFF) {
                return b;
            }
        }
        return -1;
    }

    private static @Nullable Format xml(Bounded bytes) {
        try {
            Xml xml = new Xml(bytes);
            if (!xml.next()) {
                return null;
            }
            return switch (xml.name()) {
                case "testsuites", "testsuite" -> Format.JUNIT;
                case Jacoco.ROOT -> Format.JACOCO;
                case Cobertura.ROOT -> Format.COBERTURA;
                default -> null;
            };
        } catch (Unreadable e) {
            return null;
        }
    }

    /** By the members of the outermost object, in whatever order, as far as it can be read. */
    private static @Nullable Format json(Bounded bytes) {
        Set<String> members = new HashSet<>();
        try {
            Json.read(bytes, json -> {
                if (json.at(JsonToken.START_ARRAY)) {
                    members.add("dependencies");
                    json.skip();
                } else {
                    json.object("report", Map.of("bomFormat", () -> seen(json, members, "bomFormat"), "runs",
                            () -> seen(json, members, "runs"), "dependencies",
                            () -> seen(json, members, "dependencies"), "status",
                            () -> seen(json, members, "status"), "data", () -> seen(json, members, "data")));
                }
            });
        } catch (Unreadable e) {
            // What was seen before it broke off may tell.
        }
        return members.contains("bomFormat")
                ? Format.CYCLONEDX
                : members.contains("runs")
                        ? Format.SARIF
                        : members.contains("dependencies")
                                ? Format.PIP_AUDIT
                                : members.containsAll(Set.of("status", "data")) ? Format.PROMETHEUS : null;
    }

    private static void seen(Json json, Set<String> members, String name) {
        members.add(name);
        json.skip();
    }

    private static @Nullable Format requirements(Bounded bytes) {
        try {
            Requirements.read(bytes, new Draft());
            return Format.REQUIREMENTS;
        } catch (Unreadable e) {
            return null;
        }
    }
}
