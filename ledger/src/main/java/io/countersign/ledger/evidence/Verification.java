package io.countersign.ledger.evidence;

import io.countersign.ledger.note.SignedNote;
import io.countersign.ledger.tree.TileSource;
import java.io.IOException;

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
        return new PackVerification(zip, trust).run();
    }

    /**
     * Verifies a whole log up to a checkpoint: each entry's bytes, place, link, time and stream indexes, every tile, and the root. Entries are streamed.
     *
     * @param checkpoint the log's latest, as it is served
     * @param log        answers hash tiles, and for tiles of level {@link io.countersign.ledger.tree.TileId#ENTRIES} the bundles of entries; where it throws
     *                   {@link java.io.UncheckedIOException} the log is unverifiable
     * @param trust      the caller's keys and policy
     */
    public static Verdict ofLog(SignedNote checkpoint, TileSource log, Trust trust) {
        return new LogVerification(checkpoint, log, trust).run();
    }
}
