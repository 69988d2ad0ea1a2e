package io.countersign.ledger.evidence;

import io.countersign.ledger.checkpoint.Checkpoint;
import io.countersign.ledger.checkpoint.TlogProof;
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
import io.countersign.ledger.tree.Prover;
import io.countersign.ledger.tree.StoredTiles;
import io.countersign.ledger.tree.TileId;
import io.countersign.ledger.tree.TileSource;
import io.countersign.ledger.tree.Tree;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A whole log in memory: seals entries as the appender does and answers what a log answers. */
final class TestLog implements StoredTiles.Store {

    static final String ORIGIN = "countersign.example/ledger";
    static final Instant START = Instant.parse("2026-11-22T20:15:00Z");
    private static final String PERSON = "person/01980000-0000-7000-8000-0000000000aa";

    final NoteSigner logKey = Ed25519.signer(ORIGIN, key(1));
    final NoteSigner witness = Ed25519.cosigner(ORIGIN + "/query", key(2), InstantSource.fixed(START.plusSeconds(60)));
    final NoteSigner tailKey = Ed25519.signer(ORIGIN + "/query", key(2));

    private final List<byte[]> entries = new ArrayList<>();
    private final List<Digest> leaves = new ArrayList<>();
    private final Map<TileId, byte[]> tiles = new HashMap<>();
    private final Map<String, Long> counts = new HashMap<>();
    private Tree tree = Tree.empty();

    static Ed25519Key key(int number) {
        byte[] seed = new byte[32];
        Arrays.fill(seed, (byte) number);
        return Ed25519Key.ofSeed(seed);
    }

    /** Seals an entry, a second after the one before. */
    long append(String type, String data, String... streams) {
        return append(type, START.plusSeconds(entries.size()), null, data, streams);
    }

    long append(String type, Instant time, @Nullable Digest previous, String data, String... streams) {
        long position = entries.size();
        List<String> all = new ArrayList<>(List.of(streams));
        all.add(PERSON);
        all.add("type/" + type);
        List<StreamIndex> indexes = all.stream()
                .map(name -> new StreamIndex(name, counts.merge(name, 1L, Long::sum) - 1)).toList();
        Digest link = previous != null ? previous : leaves.isEmpty() ? TreeHasher.EMPTY : leaves.getLast();
        Author author = new Author(Author.Kind.USER, PERSON);
        String id = String.format("01980000-0000-7000-8000-%012d", position);
        appendRaw(EntryCodec.encode(new Entry(id, ORIGIN, type, "subject/" + position, time, position, link, indexes,
                author, null, null, data)));
        return position;
    }

    void appendRaw(byte[] bytes) {
        entries.add(bytes);
        Digest leaf = TreeHasher.leaf(bytes);
        leaves.add(leaf);
        tree = tree.append(List.of(leaf), tile -> tiles.put(tile.id(), tile.bytes()));
    }

    long size() {
        return entries.size();
    }

    byte[] entry(long position) {
        return entries.get((int) position);
    }

    /** The checkpoint of now, cosigned. */
    SignedNote checkpoint() {
        return new Checkpoint(ORIGIN, tree.size(), tree.root()).sign(logKey, witness);
    }

    TlogProof proof(long position, SignedNote checkpoint) {
        return TlogProof.of(new Prover(tiles()).prove(position, tree.size()), checkpoint);
    }

    /** Hash tiles and entry bundles. */
    TileSource tiles() {
        TileSource hashes = new StoredTiles(size(), this);
        return wanted -> wanted.stream()
                .map(id -> id.level() == TileId.ENTRIES ? bundle(id) : hashes.read(List.of(id)).getFirst()).toList();
    }

    private byte[] bundle(TileId id) {
        int from = (int) id.index() * 256;
        return EntryBundle.format(entries.subList(from, from + id.width()));
    }

    @Override
    public List<byte[]> fullTiles(List<TileId> ids) {
        return ids.stream().map(id -> Objects.requireNonNull(tiles.get(id))).toList();
    }

    @Override
    public List<Digest> leaves(long from, long to) {
        return leaves.subList((int) from, (int) to);
    }
}
