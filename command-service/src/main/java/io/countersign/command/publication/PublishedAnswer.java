package io.countersign.command.publication;

import io.countersign.command.publication.PublishedTable.Row;
import io.countersign.command.publication.PublishedTable.Seen;
import io.countersign.ledger.checkpoint.WitnessPolicy.Witness;
import io.countersign.ledger.note.SignedNote;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A published checkpoint as it is answered.
 *
 * @param checkpoint the signed note
 * @param time       when it was published
 * @param keys       of the log's own lines beside its Ed25519 signature: vkeys, ML-DSA-44's for one
 */
public record PublishedAnswer(long size, String checkpoint, Instant time, List<String> keys, Witnessed witnessed,
        List<Timestamp> timestamps) {

    /**
     * @param size    the newest checkpoint up to this one that is witnessed; null for none
     * @param time    when it was
     * @param quorum  of this checkpoint: met, unmet, or none where none is asked for
     * @param lacking to it, in words
     */
    record Witnessed(@Nullable Long size, @Nullable Instant time, String quorum, List<String> lacking,
            List<Cosigner> witnesses) {}

    /**
     * @param name     in the policy
     * @param size     that it is known to have cosigned last; null for none
     * @param own      whether we run it ourselves
     * @param cosigned whether this checkpoint has its line
     */
    record Cosigner(String name, String vkey, @Nullable Long size, boolean own, boolean cosigned) {}

    /** @param time as the authority has it; @param token base64 of DER, RFC 3161's TimeStampResp */
    record Timestamp(String authority, Instant time, String token) {}

    static PublishedAnswer of(Row row, PublishedTable table, Publication publication, Witnesses witnesses) {
        Optional<Seen> settled = table.settledUpTo(row.size(), witnesses.quorumAsked());
        Map<String, Seen> seen = table.seen();
        SignedNote note = PublishedTable.parse(row.note());
        List<Cosigner> cosigners = witnesses.listed().stream()
                .map(w -> new Cosigner(w.name(), w.key().format(), size(seen, w), witnesses.isOwn(w),
                        note.signatures().stream().anyMatch(w.key()::signed)))
                .toList();
        Witnessed witnessed = new Witnessed(settled.map(Seen::size).orElse(null),
                settled.map(Seen::time).orElse(null), row.quorum().word(), row.lacking(), cosigners);
        return new PublishedAnswer(row.size(), row.note(), row.time(), publication.keys(), witnessed, table
                .stamps(row.size()).stream()
                .map(s -> new Timestamp(s.authority(), s.time(), Base64.getEncoder().encodeToString(s.response())))
                .toList());
    }

    private static @Nullable Long size(Map<String, Seen> seen, Witness witness) {
        Seen last = seen.get(witness.key().format());
        return last == null ? null : last.size();
    }
}
