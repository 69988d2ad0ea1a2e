package io.countersign.query.intake;

import io.countersign.events.LedgerEvents.LogKeyRotated;
import io.countersign.events.state.LogKeys;
import io.countersign.ledger.note.VerifierKey;
import io.countersign.query.Config;
import java.util.List;
import org.springframework.stereotype.Component;

/** The log's keys as far as the mirror has followed them: from the one that was configured, each let in by an entry verified under the one before. */
@Component
public class LogTrust {

    private final VerifierKey first;
    private final Mirror mirror;
    private final MirrorTable table;

    LogTrust(Config config, Mirror mirror, MirrorTable table) {
        this.first = config.logKey();
        this.mirror = mirror;
        this.table = table;
    }

    /** As all entries of the mirror say. */
    public LogKeys keys() {
        return keys(table.reach().size() - 1);
    }

    /** As the entries up to a position say. */
    public LogKeys keys(long through) {
        return keys(first, mirror, through);
    }

    /** Every Ed25519 key the log has had, the oldest first. */
    public List<VerifierKey> all() {
        return keys().all().stream().map(VerifierKey::parse).toList();
    }

    static LogKeys keys(VerifierKey first, Mirror mirror, long through) {
        return new LogKeys(first.format(), mirror.ofStream(LogKeyRotated.TAG, through).stream()
                .filter(each -> each.event() instanceof LogKeyRotated)
                .map(each -> LogKeys.Rotation.of(each.position(), (LogKeyRotated) each.event())).toList());
    }
}
