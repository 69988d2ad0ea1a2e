package io.countersign.cli.evidence;

import io.countersign.cli.session.Failure;
import io.countersign.cli.session.Session;
import io.countersign.ledger.evidence.Account;
import io.countersign.ledger.evidence.Fault;
import io.countersign.ledger.evidence.LogInquiry;
import io.countersign.ledger.evidence.Trust;
import io.countersign.ledger.evidence.Verdict;
import io.countersign.ledger.evidence.Verification;
import io.countersign.ledger.note.NoteRejected;
import io.countersign.ledger.note.SignedNote;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is asked of a log; with nothing asked, whether all of it holds. */
final class LogQuestions {

    /** Requests in flight to a log over the network; more than cores, since they mostly wait. */
    private static final int CONNECTIONS = 8;

    @Option(names = "--entry", paramLabel = "POSITION", description = "Of a log: prove this entry alone, from the tiles of its proof.")
    private List<Long> entries = List.of();

    @Option(names = "--population", paramLabel = "STREAM", description = "Of a log: show deployment/<id>, environment/<name>, system/<name>, person/<id> or type/<name> complete; reads all.")
    private List<String> populations = List.of();

    @Option(names = "--consistent-with", paramLabel = "NOTE|SIZE", description = "Of a log: prove that it begins with an older checkpoint, kept in a file, or with its first SIZE entries.")
    private List<String> older = List.of();

    @Option(names = "--mirror", paramLabel = "URL|DIR", description = "Of a log: compare with another copy; names the position where they part.")
    private List<String> mirrors = List.of();

    @Option(names = "--checkpoint", paramLabel = "NOTE", description = "Of a log: verify it up to this checkpoint in a file, not up to its own latest.")
    private @Nullable Path checkpoint;

    @Option(names = "--timestamp", paramLabel = "TSR", description = "Of a log: a timestamp authority's answer over the checkpoint's text, in a file; believed as --tsa-ca says.")
    private List<Path> timestamps = List.of();

    boolean isAsked() {
        return checkpoint != null || !timestamps.isEmpty()
                || !(entries.isEmpty() && populations.isEmpty() && older.isEmpty() && mirrors.isEmpty());
    }

    Verdict answer(Session session, String target, Trust trust) throws IOException {
        LogFiles.populations(populations);
        LogFiles log = LogFiles.of(session, target);
        String reading = "checkpoint";
        try {
            SignedNote note = checkpoint == null ? log.checkpoint() : LogFiles.note(session, checkpoint);
            LogInquiry inquiry = Verification.inquire(note, log.tiles(), trust);
            for (Path each : timestamps) {
                inquiry.stampedBy(each.toString(), LogFiles.file(session, each));
            }
            entries.forEach(inquiry::entry);
            for (String each : older) {
                consistent(session, each, inquiry);
            }
            for (String each : mirrors) {
                LogFiles mirror = LogFiles.of(session, each);
                reading = each + ": checkpoint";
                inquiry.mirroredBy(each, mirror.checkpoint(), mirror.tiles());
            }
            if (!populations.isEmpty() || entries.isEmpty() && older.isEmpty() && mirrors.isEmpty()) {
                inquiry.whole(populations, threads(target));
            }
            return inquiry.verdict();
        } catch (NoteRejected e) {
            return new Verdict.Tampered(new Account(List.of(), List.of(), Optional.empty(), List.of()),
                    new Fault(null, reading, "content", "a signed note", String.valueOf(e.getMessage())));
        }
    }

    private static void consistent(Session session, String given, LogInquiry inquiry) throws IOException {
        if (given.matches("[0-9]+")) {
            try {
                inquiry.consistentWith(Long.parseLong(given));
            } catch (NumberFormatException e) {
                throw Failure.usage("--consistent-with " + given + ": no log is that large");
            }
        } else {
            inquiry.consistentWith(given, LogFiles.note(session, Path.of(given)));
        }
    }

    private static int threads(String target) {
        int cores = Runtime.getRuntime().availableProcessors();
        return LogFiles.isAddress(target) ? Math.max(cores, CONNECTIONS) : cores;
    }
}
