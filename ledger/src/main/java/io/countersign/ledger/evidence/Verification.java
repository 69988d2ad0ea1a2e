package io.countersign.ledger.evidence;

import io.countersign.ledger.hash.Digest;
import io.countersign.ledger.note.SignedNote;
import io.countersign.ledger.tree.TileSource;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/**
 * The one routine that decides whether evidence holds, for the command line, the services and the tests. It hashes what is there and trusts no hash that came along; keys and
 * policy are the caller's.
 */
public final class Verification {

    private Verification() {}

    /**
     * Verifies an evidence pack.
     *
     * @param zip   the pack; opened twice, once for what it says and once for how its bytes lie
     * @param trust the caller's keys and policy
     * @throws IOException if the zip cannot be read; what is wrong inside it is in the verdict
     */
    public static Verdict ofPack(PackFile.Content zip, Trust trust) throws IOException {
        return ofPack(zip, trust, Set.of());
    }

    /**
     * Verifies an evidence pack and what it names outside of itself.
     *
     * @param given SHA-256 of files that the caller has: evidence that is kept elsewhere, or was left out
     */
    public static Verdict ofPack(PackFile.Content zip, Trust trust, Set<Digest> given) throws IOException {
        return new PackVerification(zip, trust, given).run();
    }

    /** Verifies a whole log up to a checkpoint, on all cores, asking for no population. See {@link LogInquiry#whole}. */
    public static Verdict ofLog(SignedNote checkpoint, TileSource log, Trust trust) {
        return ofLog(checkpoint, log, trust, List.of(), Runtime.getRuntime().availableProcessors());
    }

    /** Verifies a whole log up to a checkpoint. See {@link #inquire} and {@link LogInquiry#whole}. */
    public static Verdict ofLog(SignedNote checkpoint, TileSource log, Trust trust, List<String> populations,
            int threads) {
        return inquire(checkpoint, log, trust).whole(populations, threads).verdict();
    }

    /**
     * Begins an inquiry into a log.
     *
     * @param checkpoint the log's latest, as it is served, or any older one
     * @param log        answers hash tiles, and for tiles of level {@link io.countersign.ledger.tree.TileId#ENTRIES} the bundles of entries, each at the width asked for or as it has
     *                   grown since. Asked by several threads at once; where it throws {@link java.io.UncheckedIOException} the log is unverifiable
     * @param trust      the caller's keys and policy
     */
    public static LogInquiry inquire(SignedNote checkpoint, TileSource log, Trust trust) {
        return new LogInquiry(checkpoint, log, trust);
    }
}
