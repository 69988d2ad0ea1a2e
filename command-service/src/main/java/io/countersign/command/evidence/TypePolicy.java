package io.countersign.command.evidence;

import io.countersign.command.decision.Refusal;
import io.countersign.command.decision.Refusal.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which types of files are taken as evidence: those named, {@code type/*} standing for all of a kind. What a machine may run as it is, is taken only where it
 * is named in full: a pack ends on an auditor's desk, and a program's digest is evidence enough.
 */
public final class TypePolicy {

    private static final Pattern ENTRY = Pattern
            .compile("\\*/\\*|[a-z0-9][a-z0-9!#$&^_.+-]*/(\\*|[a-z0-9][a-z0-9!#$&^_.+-]*)");

    private final List<String> taken;

    private TypePolicy(List<String> taken) {
        this.taken = List.copyOf(taken);
    }

    /**
     * @param list such as {@code text/*,application/pdf}, or {@code *}{@code /*} for all but programs
     * @throws IllegalArgumentException if an element is no media type; the message says which
     */
    public static TypePolicy of(String list) {
        List<String> taken = new ArrayList<>();
        for (String each : Arrays.stream(list.split(",")).map(String::strip).filter(e -> !e.isEmpty()).toList()) {
            String type = each.toLowerCase(Locale.ROOT);
            if (!ENTRY.matcher(type).matches()) {
                throw new IllegalArgumentException("COUNTERSIGN_EVIDENCE_TYPES: \"" + each
                        + "\" is no media type such as application/pdf, text/* or */*");
            }
            taken.add(type);
        }
        if (taken.isEmpty()) {
            throw new IllegalArgumentException("COUNTERSIGN_EVIDENCE_TYPES names no media type");
        }
        return new TypePolicy(taken);
    }

    /** Rules {@code media-type-contradicted} and {@code media-type-not-taken}. @param head a file's first {@value Signatures#HEAD_BYTES} bytes, or all it has */
    Optional<Refusal> objection(String declared, byte[] head) {
        String shown = Signatures.of(head);
        if (!MediaTypes.compatible(declared, shown, head.length == 0)) {
            return Optional.of(Refusal.of(Problem.INVALID, "media-type-contradicted", "The file is declared as "
                    + declared + ", and its bytes are " + words(shown, head.length)
                    + ". Declare what it is, or nothing; nothing of it was kept.").in("Content-Type"));
        }
        String type = MediaTypes.closer(declared, shown);
        return takes(Signatures.runnable(shown) ? shown : type)
                ? Optional.empty()
                : Optional.of(Refusal.of(Problem.REFUSED, "media-type-not-taken", "Files of the type " + type
                        + " are not taken as evidence here" + (Signatures.runnable(shown)
                                ? ": it is a program. Its SHA-256 in a note or among the artifacts says the same; or keep it elsewhere, and name its URL."
                                : "; those taken are " + String.join(", ", taken) + "."))
                        .in("Content-Type"));
    }

    private boolean takes(String type) {
        String kind = type.substring(0, type.indexOf('/') + 1) + "*";
        return taken.contains(type) || !Signatures.runnable(type) && (taken.contains("*/*") || taken.contains(kind));
    }

    private static String words(String shown, int length) {
        return length == 0
                ? "none at all"
                : shown.equals(Signatures.UNKNOWN)
                        ? "neither that nor text (application/octet-stream)"
                        : shown.equals(Signatures.TEXT) ? "text (text/plain)" : shown;
    }
}
