package io.countersign.cli;

import io.countersign.ledger.checkpoint.Checkpoint;
import io.countersign.ledger.entry.Author;
import io.countersign.ledger.entry.Entry;
import io.countersign.ledger.entry.EntryBundle;
import io.countersign.ledger.entry.EntryCodec;
import io.countersign.ledger.entry.StreamIndex;
import io.countersign.ledger.hash.Digest;
import io.countersign.ledger.hash.TreeHasher;
import io.countersign.ledger.note.Ed25519;
import io.countersign.ledger.note.Ed25519Key;
import io.countersign.ledger.note.NoteSigner;
import io.countersign.ledger.note.SignedNote;
import io.countersign.ledger.tree.TileId;
import io.countersign.ledger.tree.TilePath;
import io.countersign.ledger.tree.Tree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A log as it lies on disk at one size: its tiles as wide as they are then, and its checkpoint. */
record LogFolder(Path folder, List<byte[]> entries, SignedNote checkpoint) {

    static final String ORIGIN = "test.example/ledger";
    static final NoteSigner KEY = Ed25519.signer(ORIGIN, Ed25519Key.ofSeed(new byte[32]));

    /** @param other position at which this history differs from the usual one; -1 for none */
    static LogFolder write(Path folder, int size, int other) throws IOException {
        List<byte[]> entries = new ArrayList<>();
        Digest previous = TreeHasher.EMPTY;
        for (int i = 0; i < size; i++) {
            entries.add(entry(i, previous, i == other ? "{\"other\":true}" : "{}"));
            previous = TreeHasher.leaf(entries.getLast());
        }
        Tree tree = Tree.empty().append(entries.stream().map(TreeHasher::leaf).toList(),
                tile -> write(folder, tile.id(), tile.bytes()));
        for (int from = 0; from < size; from += TileId.FULL) {
            List<byte[]> bundle = entries.subList(from, Math.min(size, from + TileId.FULL));
            write(folder, TileId.in(size, TileId.ENTRIES, from / TileId.FULL), EntryBundle.format(bundle));
        }
        for (int level = 0; size >>> TileId.HEIGHT * level > 0; level++) {
            int hashes = size >>> TileId.HEIGHT * level;
            if (hashes % TileId.FULL > 0) {
                TileId edge = TileId.in(size, level, hashes / TileId.FULL);
                write(folder, edge, tree.tiles(_ -> List.of()).read(List.of(edge)).getFirst());
            }
        }
        SignedNote checkpoint = new Checkpoint(ORIGIN, size, tree.root()).sign(KEY);
        Files.createDirectories(folder);
        Files.write(folder.resolve("checkpoint"), checkpoint.bytes());
        return new LogFolder(folder, entries, checkpoint);
    }

    private static byte[] entry(int position, Digest previous, String data) {
        return EntryCodec.encode(new Entry(new UUID(0, position).toString(), ORIGIN, "countersign.test.v1", "ledger",
                Instant.parse("2026-11-22T20:00:00Z"), position, previous,
                List.of(new StreamIndex("deployment/" + position % 3, position / 3),
                        new StreamIndex("type/countersign.test.v1", position)),
                Author.SYSTEM, null, null, data));
    }

    private static void write(Path folder, TileId id, byte[] bytes) {
        try {
            Path file = folder.resolve(TilePath.format(id));
            Files.createDirectories(file.getParent());
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
