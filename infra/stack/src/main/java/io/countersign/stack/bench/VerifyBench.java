package io.countersign.stack.bench;

import io.countersign.ledger.entry.EntryBundle;
import io.countersign.ledger.evidence.Trust;
import io.countersign.ledger.evidence.Verdict;
import io.countersign.ledger.evidence.Verification;
import io.countersign.ledger.note.KeyFile;
import io.countersign.ledger.note.SignedNote;
import io.countersign.ledger.tree.TileId;
import io.countersign.ledger.tree.TileSource;
import io.countersign.local.LocalPostgres;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** How fast a whole log is verified: every entry re-hashed, the chain, the streams, the tree. From memory, so that no disk is measured. */
final class VerifyBench {
    private static final long ENTRIES = 150_000;
    private static final int WARM = 3;
    private static final int ROUNDS = 9;
    private static final double MEGABYTE = 1e6;

    private final Path directory;
    private final Consumer<String> progress;

    VerifyBench(Path directory, Consumer<String> progress) {
        this.directory = directory;
        this.progress = progress;
    }

    /** A log in memory: bundles of entries and hash tiles, as a log serves them. */
    private record Log(SignedNote checkpoint, Map<TileId, byte[]> tiles, TileSource hashes, Trust trust, long bytes) {}

    List<Row> run() throws Exception {
        progress.accept("starting PostgreSQL and filling a log of " + ENTRIES + " entries …");
        try (var postgres = LocalPostgres.start(directory.resolve("engine"))) {
            postgres.createRole("command_service");
            var owner = postgres.createDatabase("ledger", "ledger_owner");
            try (var node = Node.open(owner, postgres.entrance(owner, "command_service"), "countersign.bench/verify",
                    KeyFile.generateWithSecret(new SecureRandom()))) {
                new Workload(node).fill(ENTRIES, 100);
                return measure(load(node));
            }
        }
    }

    private List<Row> measure(Log log) {
        progress.accept("verifying %,.0f MB …".formatted(log.bytes() / MEGABYTE));
        var rounds = new Rounds();
        var speed = new Rounds();
        for (int i = 0; i < WARM + ROUNDS; i++) {
            var ours = megabytes(log, () -> verify(log));
            var theirs = megabytes(log, () -> hash(log));
            if (i >= WARM) {
                rounds.add(ours, theirs);
                speed.add(ours, 350);
            }
        }
        var limit = "processor: reading each entry's members and its streams' counts; hashing is a fraction";
        return List.of(
                Row.atLeast(0.25, "whole log verified: hash, chain, tree, streams", "MB/s",
                        "SHA-256 of the same bytes, same processors", rounds, limit),
                Row.atLeast(1.0, "whole log verified: hash, chain, tree, streams", "MB/s", "what is asked for", speed,
                        limit));
    }

    private static double megabytes(Log log, Runnable work) {
        var start = System.nanoTime();
        work.run();
        return log.bytes() / MEGABYTE / ((System.nanoTime() - start) / 1e9);
    }

    private static void verify(Log log) {
        var verdict = Verification.ofLog(log.checkpoint(), ids -> {
            List<byte[]> answer = new ArrayList<>(ids.size());
            for (var id : ids) {
                var tile = log.tiles().get(id);
                answer.add(tile == null ? log.hashes().read(List.of(id)).getFirst() : tile);
            }
            return answer;
        }, log.trust());
        if (!(verdict instanceof Verdict.Verified)) {
            throw new IllegalStateException("the log does not verify: " + verdict);
        }
    }

    private static void hash(Log log) {
        log.tiles().entrySet().parallelStream().filter(e -> e.getKey().level() == TileId.ENTRIES)
                .forEach(e -> sha256(e.getValue()));
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Log load(Node node) throws Exception {
        var log = node.store.log();
        var size = log.size();
        var hashes = log.tiles(size);
        Map<TileId, byte[]> tiles = new HashMap<>();
        var bytes = 0L;
        for (long index = 0; index * TileId.FULL < size; index++) {
            var id = TileId.in(size, TileId.ENTRIES, index);
            var bundle = EntryBundle.format(log.from(index * TileId.FULL, id.width()).stream().map(s -> s.bytes())
                    .toList());
            tiles.put(id, bundle);
            bytes += bundle.length;
        }
        for (int level = 0; size >>> TileId.HEIGHT * level > 0; level++) {
            for (long index = 0; index * TileId.FULL < size >>> TileId.HEIGHT * level; index++) {
                var id = TileId.in(size, level, index);
                tiles.put(id, hashes.read(List.of(id)).getFirst());
            }
        }
        return new Log(SignedNote.parse(log.checkpoint().orElseThrow()), tiles, hashes,
                Trust.of(List.of(node.signer.verifierKey())), bytes);
    }
}
