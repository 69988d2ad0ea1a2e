package io.countersign.query.reports;

import io.countersign.query.command.CommandClient;
import io.countersign.query.command.Published;
import io.countersign.query.command.Published.Cosigner;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** How the log stands with its witnesses, in a report's words; asked of command-service. */
@Component
class Witnessing {

    private static final Logger LOG = LoggerFactory.getLogger(Witnessing.class);

    /**
     * @param quorum    {@code met}, {@code unmet}, {@code none} where none is asked for, or {@code not known}
     * @param published entries under the newest published checkpoint; null when not known
     * @param witnessed entries under the newest witnessed one; null for none
     */
    record Said(String quorum, @Nullable Long published, @Nullable Long witnessed, List<String> lacking,
            List<Cosigner> witnesses, String statement) {}

    private final CommandClient command;

    Witnessing(CommandClient command) {
        this.command = command;
    }

    /** Takes two seconds at most. */
    Said said() {
        try {
            return command.published(1, false).map(Witnessing::said).orElseGet(Witnessing::unknown);
        } catch (IOException e) {
            LOG.warn("A report does not know of witnesses: {}", e.getMessage());
            return unknown();
        }
    }

    private static Said unknown() {
        return new Said("not known", null, null, List.of(), List.of(),
                "Whether witnesses have confirmed the log is not known: command-service did not say.");
    }

    private static Said said(Published p) {
        String quorum = switch (p.quorum()) {
            case "met" -> "The newest published checkpoint, of " + p.size()
                    + " entries, has the quorum of witnesses that the policy asks for.";
            case "unmet" -> "THE QUORUM OF WITNESSES IS NOT MET for the newest published checkpoint, of " + p.size()
                    + " entries: " + String.join("; ", p.lacking()) + ".";
            default -> "No quorum of witnesses is asked for.";
        };
        String seen = p.witnessed() == null
                ? " No checkpoint has been witnessed yet."
                : " The newest witnessed checkpoint is of " + p.witnessed() + " entries.";
        return new Said(p.quorum(), p.size(), p.witnessed(), p.lacking(), p.witnesses(),
                quorum + seen + who(p.witnesses()));
    }

    private static String who(List<Cosigner> witnesses) {
        List<Cosigner> outside = witnesses.stream().filter(w -> !w.own()).toList();
        String own = outside.size() == witnesses.size()
                ? ""
                : " Own witnesses, run by this installation, are no outside witnesses: " + names(witnesses.stream()
                        .filter(Cosigner::own).toList()) + ".";
        return (outside.isEmpty() ? " No outside witness is asked." : " Outside witnesses: " + names(outside) + ".")
                + own;
    }

    private static String names(List<Cosigner> witnesses) {
        return witnesses.stream().map(w -> w.name() + (w.size() == null
                ? " (has cosigned nothing yet)"
                : " (last cosigned " + w.size() + " entries)")).collect(Collectors.joining(", "));
    }
}
