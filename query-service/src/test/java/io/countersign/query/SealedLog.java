package io.countersign.query;

import io.countersign.events.EventCatalog;
import io.countersign.events.LedgerEvents.LogKeyRotated;
import io.countersign.events.state.LogKeys;
import io.countersign.events.LedgerEvent;
import io.countersign.events.Redactable;
import io.countersign.ledger.checkpoint.Checkpoint;
import io.countersign.ledger.disclosure.Disclosure;
import io.countersign.ledger.entry.Author;
import io.countersign.ledger.entry.Entry;
import io.countersign.ledger.entry.EntryCodec;
import io.countersign.ledger.entry.StreamIndex;
import io.countersign.ledger.hash.Digest;
import io.countersign.ledger.hash.TreeHasher;
import io.countersign.ledger.note.Ed25519;
import io.countersign.ledger.note.Ed25519Key;
import io.countersign.ledger.note.NoteSigner;
import io.countersign.ledger.tree.Prover;
import io.countersign.ledger.tree.StoredTiles;
import io.countersign.ledger.tree.TileId;
import io.countersign.ledger.tree.Tree;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Seals events as command-service does, in memory: one commit per call, its checkpoint on the last record. */
public final class SealedLog {

    public static final String ORIGIN = "countersign.test/ledger";

    /** @param checkpoint the signed note, on a commit's last record */
    @SuppressWarnings("ArrayRecordComponent") // two of these are never compared
    public record Sealed(long position, Digest leaf, byte[] bytes, @Nullable String checkpoint) {}

    private final Random random = new Random(4711);
    private final Ed25519Key key;
    private final NoteSigner signer;
    private final Map<String, NoteSigner> signers = new HashMap<>();
    private LogKeys keys;
    private final Map<String, Long> streams = new HashMap<>();
    private final List<Sealed> records = new ArrayList<>();
    private final List<Disclosure> disclosures = new ArrayList<>();
    private Tree tree = Tree.empty();
    private Digest previous = TreeHasher.EMPTY;
    private Instant time = Instant.parse("2026-03-01T08:00:00Z");

    public SealedLog() {
        byte[] seed = new byte[Ed25519Key.SEED_BYTES];
        random.nextBytes(seed);
        key = Ed25519Key.ofSeed(seed);
        signer = Ed25519.signer(ORIGIN, key);
        signers.put(vkey(), signer);
        keys = LogKeys.of(vkey());
    }

    public String vkey() {
        return signer.verifierKey().format();
    }

    public NoteSigner signer() {
        return signer;
    }

    /** Proofs over what is sealed so far, fewer than 256 entries. */
    public Prover prover() {
        return new Prover(new StoredTiles(records.size(), new StoredTiles.Store() {
            @Override
            public List<byte[]> fullTiles(List<TileId> tiles) {
                throw new IllegalStateException("a short log has no full tile");
            }

            @Override
            public List<Digest> leaves(long from, long to) {
                return records.subList((int) from, (int) to).stream().map(Sealed::leaf).toList();
            }
        }));
    }

    /** From now on signs by the key it began with, whatever the log says. */
    public void signByFirstAlone() {
        keys = LogKeys.of(vkey());
    }

    /** Rotates the log's key, and returns the vkey that comes. */
    public String rotate(Instant overlapEnd) {
        byte[] seed = new byte[Ed25519Key.SEED_BYTES];
        random.nextBytes(seed);
        NoteSigner next = Ed25519.signer(ORIGIN, Ed25519Key.ofSeed(seed));
        String vkey = next.verifierKey().format();
        long position = records.size();
        LogKeyRotated rotation = new LogKeyRotated(keys.current(), vkey, overlapEnd);
        commit(null, rotation);
        signers.put(vkey, next);
        keys = keys.with(LogKeys.Rotation.of(position, rotation));
        return vkey;
    }

    /** The time at which the next commit is sealed. */
    public SealedLog at(Instant instant) {
        time = instant;
        return this;
    }

    /** A redactable value, whose disclosure is kept. */
    public Redactable secret(String name, String value) {
        Disclosure disclosure = Disclosure.draw(random, name, value);
        disclosures.add(disclosure);
        return new Redactable(disclosure.digest());
    }

    /** Seals one commit, a second after the last. */
    public List<Sealed> commit(@Nullable String person, LedgerEvent... events) {
        time = time.plus(Duration.ofSeconds(1));
        List<Sealed> commit = new ArrayList<>();
        for (LedgerEvent event : events) {
            byte[] bytes = EntryCodec.encode(entry(person, event));
            Digest leaf = TreeHasher.leaf(bytes);
            commit.add(new Sealed(records.size() + commit.size(), leaf, bytes, null));
            previous = leaf;
            tree = tree.append(List.of(leaf), _ -> {
            });
        }
        Sealed last = commit.removeLast();
        String note = new Checkpoint(ORIGIN, tree.size(), tree.root())
                .sign(keys.signing(time).stream().map(signers::get).toArray(NoteSigner[]::new)).format();
        commit.add(new Sealed(last.position(), last.leaf(), last.bytes(), note));
        records.addAll(commit);
        return commit;
    }

    private Entry entry(@Nullable String person, LedgerEvent event) {
        String type = EventCatalog.typeOf(event);
        List<String> names = new ArrayList<>(event.streams());
        if (person != null) {
            names.add(person);
        }
        names.add("type/" + type);
        List<StreamIndex> indexes = names.stream().map(n -> new StreamIndex(n, streams.merge(n, 1L, Long::sum) - 1))
                .toList();
        Author author = person == null ? Author.SYSTEM : new Author(Author.Kind.USER, person);
        return new Entry(new UUID(random.nextLong(), random.nextLong()).toString(), ORIGIN, type, event.subject(), time,
                tree.size(), previous, indexes, author, null, null, EventCatalog.write(event));
    }

    public List<Sealed> records() {
        return List.copyOf(records);
    }

    public List<Disclosure> disclosures() {
        return List.copyOf(disclosures);
    }

    public Instant time() {
        return time;
    }

    public Digest root() {
        return tree.root();
    }
}
