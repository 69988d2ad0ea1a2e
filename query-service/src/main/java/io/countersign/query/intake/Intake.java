package io.countersign.query.intake;

import io.countersign.events.LedgerEvents.LogKeyRotated;
import io.countersign.events.state.LogKeys;
import io.countersign.ledger.checkpoint.Checkpoint;
import io.countersign.ledger.hash.Digest;
import io.countersign.ledger.hash.TreeHasher;
import io.countersign.ledger.note.NoteRejected;
import io.countersign.ledger.note.SignedNote;
import io.countersign.ledger.note.VerifierKey;
import io.countersign.ledger.tree.Prover;
import io.countersign.ledger.tree.StoredTiles;
import io.countersign.ledger.tree.Tile;
import io.countersign.ledger.tree.Tree;
import io.countersign.query.intake.MirrorTable.Reach;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes arrivals in, wherever they come from. Entries wait until a checkpoint covers them; what is covered and fits is committed together. Used
 * by one thread.
 */
final class Intake {

    /** Entries of the mirror's end that are hashed again at every start. */
    static final int TAIL = 1_000;

    /** Most entries that may wait for a checkpoint: far more than one commit holds. */
    private static final int MAX_WAITING = 100_000;

    private final VerifierKey firstKey;
    private final MirrorTable table;
    private final Mirror mirror;
    private final Witness witness;
    private final ProjectionRunner runner;

    private EntryGate gate;
    /** As the entries up to {@link #covered} say. */
    private LogKeys keys;
    private Tree covered = Tree.empty();
    private final List<Verified> waiting = new ArrayList<>();
    private final List<Verified> ready = new ArrayList<>();
    private final List<Tile> tiles = new ArrayList<>();
    private @Nullable SignedNote note;
    private @Nullable Checkpoint checkpoint;

    /** @param firstKey the key the log began with; those that came after it, its entries name */
    Intake(VerifierKey firstKey, MirrorTable table, Mirror mirror, Witness witness, ProjectionRunner runner) {
        this.firstKey = firstKey;
        this.keys = LogKeys.of(firstKey.format());
        this.table = table;
        this.mirror = mirror;
        this.witness = witness;
        this.runner = runner;
        this.gate = gate(0, TreeHasher.EMPTY, Instant.EPOCH);
    }

    /**
     * Begins where the database has got to, forgetting whatever was not committed, after hashing the mirror's tail again and comparing its root
     * with the checkpoint it was committed under.
     *
     * @throws IntakeFault when the mirror is not what it was
     */
    void open() throws IntakeFault {
        Reach reach = table.reach();
        forget();
        try {
            covered = Tree.load(reach.size(), new StoredTiles(reach.size(), table));
            Verified last = checkTail(reach.size());
            keys = LogTrust.keys(firstKey, mirror, reach.size() - 1);
            requireRoot(reach);
            gate = last == null
                    ? gate(0, TreeHasher.EMPTY, Instant.EPOCH)
                    : gate(reach.size(), last.leaf(), last.entry().time());
        } catch (Mirror.Damaged e) {
            throw new IntakeFault(e.fault());
        }
        Prover prover = new Prover(new StoredTiles(reach.size(), table));
        witness.open(covered, prover::rootAt);
    }

    private @Nullable Verified checkTail(long size) throws IntakeFault {
        List<Verified> tail = mirror.entries(Math.max(0, size - TAIL), size);
        for (int i = 1; i < tail.size(); i++) {
            Digest previous = tail.get(i).entry().previous();
            if (!previous.equals(tail.get(i - 1).leaf())) {
                throw new IntakeFault(tail.get(i).position(), "in the mirror it does not link to the entry before",
                        previous, tail.get(i - 1).leaf());
            }
        }
        if (tail.size() != Math.min(size, TAIL)) {
            throw new IntakeFault(size - 1, "the mirror's tail has lost entries", Math.min(size, TAIL), tail.size());
        }
        return tail.isEmpty() ? null : tail.getLast();
    }

    private void requireRoot(Reach reach) throws IntakeFault {
        if (reach.size() > 0) {
            Checkpoint said = open(parse(String.valueOf(reach.checkpoint()), reach.size() - 1), reach.size() - 1,
                    keys.all());
            if (said.size() != reach.size() || !said.root().equals(covered.root())) {
                throw new IntakeFault(reach.size() - 1, "the mirror does not give its own checkpoint's root",
                        said.root() + " at " + said.size(), covered.root() + " at " + reach.size());
            }
        }
    }

    /** The position that must come next. */
    long next() {
        return gate.size();
    }

    /** Entries in the database. */
    long committed() {
        return covered.size() - ready.size();
    }

    /** Lets one arrival in. What came before it and is covered by a checkpoint can still be committed after a fault. */
    void offer(Arrival arrival) throws IntakeFault {
        Optional<Verified> verified = gate.admit(arrival);
        if (verified.isEmpty()) {
            return;
        }
        waiting.add(verified.get());
        if (arrival.checkpoint() != null) {
            compare(arrival.position(), arrival.checkpoint());
        } else if (waiting.size() > MAX_WAITING) {
            throw new IntakeFault(waiting.getFirst().position(), "no checkpoint covers it",
                    "a signed checkpoint with the last entry of its commit", waiting.size() + " entries without one");
        }
    }

    private void compare(long position, String text) throws IntakeFault {
        SignedNote signed = parse(text, position);
        Checkpoint said = open(signed, position, keys.signing(waiting.getLast().entry().time()));
        List<Digest> leaves = waiting.stream().map(Verified::leaf).toList();
        List<Tile> full = new ArrayList<>();
        Tree grown = covered.append(leaves, full::add);
        if (said.size() != grown.size()) {
            throw new IntakeFault(position, "its checkpoint is of another size", grown.size(), said.size());
        }
        if (!said.root().equals(grown.root())) {
            throw new IntakeFault(position, "the signed checkpoint's root is not the root of the entries that arrived",
                    said.root(), grown.root());
        }
        LogKeys grownKeys = rotated();
        witness.passing(covered, leaves);
        keys = grownKeys;
        covered = grown;
        tiles.addAll(full);
        ready.addAll(waiting);
        waiting.clear();
        checkpoint = said;
        note = signed;
    }

    /** Writes what is covered: entries, views, position reached and cosignature in one transaction. */
    void commit() {
        if (!ready.isEmpty() && note != null && checkpoint != null) {
            runner.commit(new ProjectionRunner.Batch(List.copyOf(ready), List.copyOf(tiles), note, checkpoint),
                    witness);
            gate.stored(covered.size());
            ready.clear();
            tiles.clear();
        }
    }

    /** Cosigns the mirror's end when no client has it cosigned. */
    void cosign() throws IntakeFault {
        if (ready.isEmpty() && witness.isBehind(covered.size())) {
            SignedNote signed = parse(String.valueOf(table.reach().checkpoint()), covered.size() - 1);
            runner.cosign(signed, open(signed, covered.size() - 1, keys.all()), witness);
        }
    }

    private void forget() {
        waiting.clear();
        ready.clear();
        tiles.clear();
        note = null;
        checkpoint = null;
    }

    private EntryGate gate(long size, Digest previous, Instant time) {
        return new EntryGate(firstKey.name(), size, previous, time, new Before(table));
    }

    private static SignedNote parse(String text, long position) throws IntakeFault {
        try {
            return SignedNote.parse(text);
        } catch (NoteRejected e) {
            throw new IntakeFault(position, "its checkpoint is no note", "a signed note",
                    String.valueOf(e.getMessage()));
        }
    }

    /** The keys after what waits: a new one is let in only by an entry that stands under a checkpoint signed by those before. */
    private LogKeys rotated() throws IntakeFault {
        LogKeys after = keys;
        for (Verified each : waiting) {
            if (each.event() instanceof LogKeyRotated rotation) {
                try {
                    VerifierKey.parse(rotation.next());
                    after = after.with(LogKeys.Rotation.of(each.position(), rotation));
                } catch (IllegalArgumentException e) {
                    throw new IntakeFault(each.position(), "it does not rotate the log's key",
                            "a rotation from " + after.current() + " to a new key", String.valueOf(e.getMessage()));
                }
            }
        }
        return after;
    }

    /** @param signing one of these keys must have signed it */
    private static Checkpoint open(SignedNote signed, long position, List<String> signing) throws IntakeFault {
        try {
            return Checkpoint.open(signed, signing.stream().map(VerifierKey::parse).toList());
        } catch (NoteRejected e) {
            throw new IntakeFault(position, "its checkpoint is not to be believed",
                    "a note signed by " + String.join(" or ", signing),
                    String.valueOf(e.getMessage()));
        }
    }

    /** What the database holds, read leaf hashes by the page since repeats come in runs. */
    private static final class Before implements EntryGate.Known {

        private static final int PAGE = 512;

        private final MirrorTable table;
        private final Map<Long, Digest> page = new HashMap<>();

        Before(MirrorTable table) {
            this.table = table;
        }

        @Override
        public Digest leafAt(long position) {
            if (!page.containsKey(position)) {
                page.clear();
                List<Digest> leaves = table.leaves(position, position + PAGE);
                for (int i = 0; i < leaves.size(); i++) {
                    page.put(position + i, leaves.get(i));
                }
            }
            return page.getOrDefault(position, TreeHasher.EMPTY);
        }

        @Override
        public long nextIndex(String stream) {
            return table.nextIndex(stream);
        }
    }
}
