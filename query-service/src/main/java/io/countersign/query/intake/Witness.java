package io.countersign.query.intake;

import io.countersign.ledger.checkpoint.Checkpoint;
import io.countersign.ledger.hash.Digest;
import io.countersign.ledger.note.NoteSigner;
import io.countersign.ledger.note.SignedNote;
import io.countersign.ledger.tree.Tree;
import io.countersign.query.intake.WitnessTable.Cosigned;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Cosigns what was verified here, never anything that contradicts what it cosigned before. Its last statement outlives the mirror: a mirror filled
 * anew must come by the same root at that size before another cosignature is given. While clients ask it for cosignatures, it leaves to them at which sizes: were
 * it to cosign every batch, the size they have to begin from would never be the one it told them.
 */
final class Witness {

    /** How long after a client's request it cosigns nothing of its own accord, as long as it cosigns at all. */
    private static final Duration LEFT_TO_CLIENTS = Duration.ofSeconds(5);
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(10);

    private final NoteSigner signer;
    private final String origin;
    private final WitnessTable table;
    private final IntakeStatus status;
    private final InstantSource clock;
    private @Nullable Cosigned last;
    private boolean silent = true;
    private Instant asked = Instant.MIN;
    private Instant cosignedAt = Instant.MIN;

    Witness(NoteSigner signer, String origin, WitnessTable table, IntakeStatus status, InstantSource clock) {
        this.signer = signer;
        this.origin = origin;
        this.table = table;
        this.status = status;
        this.clock = clock;
    }

    /**
     * Reads the last statement back.
     *
     * @param tree      the mirror as it is
     * @param rootAtOld answers the mirror's root at a smaller size
     * @throws IntakeFault when the mirror contradicts it
     */
    synchronized void open(Tree tree, LongFunction<Digest> rootAtOld) throws IntakeFault {
        last = table.last(key(), origin).orElse(null);
        silent = last == null && tree.size() > 0;
        status.silent(silent
                ? "its last statement is lost from schema witness although the mirror has entries; it stays silent until that is restored"
                : null);
        if (last != null && last.size() <= tree.size()) {
            requireSame(last.size() == tree.size() ? tree.root() : rootAtOld.apply(last.size()));
        }
    }

    /**
     * Compares a tree that is being filled anew with the last statement, when it passes that size.
     *
     * @param leaves that come after {@code before}
     */
    synchronized void passing(Tree before, List<Digest> leaves) throws IntakeFault {
        Cosigned said = last;
        if (said != null && said.size() > before.size() && said.size() <= before.size() + leaves.size()) {
            List<Digest> until = leaves.subList(0, Math.toIntExact(said.size() - before.size()));
            requireSame(before.append(until, _ -> {
            }).root());
        }
    }

    /** Cosigns what the mirror has just come to, in the caller's transaction; not while it must keep silent, or leaves it to clients. */
    synchronized void cosign(SignedNote note, Checkpoint checkpoint) {
        if (!silent && !leftToClients() && (last == null || last.size() <= checkpoint.size())) {
            put(note, checkpoint);
        }
    }

    /** Whether the mirror's end waits for a cosignature that no client asks for. */
    synchronized boolean isBehind(long mirrored) {
        return !silent && mirrored > 0 && !leftToClients() && (last == null || last.size() < mirrored);
    }

    /**
     * Cosigns for a client, in the caller's transaction; what was said before is read from the database and held until that ends.
     *
     * @param checkpoint the mirror's, at that size
     * @return the note with the cosignature; empty when it has cosigned a longer one already, or keeps silent
     */
    synchronized Optional<SignedNote> cosignFor(SignedNote note, Checkpoint checkpoint) {
        Optional<Cosigned> said = table.lastForUpdate(key(), origin);
        if (silent || said.filter(s -> s.size() > checkpoint.size()).isPresent()) {
            return Optional.empty();
        }
        asked();
        return Optional.of(put(note, checkpoint));
    }

    /** Says that a client asks, with a checkpoint that the log has signed. */
    synchronized void asked() {
        asked = clock.instant();
    }

    /** Whether it does not cosign at all; {@link IntakeStatus} has the reason. */
    synchronized boolean isSilent() {
        return silent;
    }

    NoteSigner signer() {
        return signer;
    }

    /** What it cosigned last, from the database, held until the caller's transaction ends. */
    Optional<Cosigned> lastForUpdate() {
        return table.lastForUpdate(key(), origin);
    }

    private boolean leftToClients() {
        Instant now = clock.instant();
        return asked.isAfter(now.minus(LEFT_TO_CLIENTS)) && cosignedAt.isAfter(now.minus(LONGEST_SILENCE));
    }

    private SignedNote put(SignedNote note, Checkpoint checkpoint) {
        SignedNote cosigned = note.with(signer.sign(note.text()));
        Cosigned now = new Cosigned(checkpoint.size(), checkpoint.root(), cosigned.format());
        table.put(key(), origin, now);
        last = now;
        cosignedAt = clock.instant();
        return cosigned;
    }

    private void requireSame(Digest root) throws IntakeFault {
        Cosigned said = last;
        if (said != null && !said.root().equals(root)) {
            throw new IntakeFault(said.size() - 1,
                    "the log has forked: at size " + said.size() + " its root is not the one cosigned here before",
                    said.root(), root);
        }
    }

    private String key() {
        return signer.verifierKey().format();
    }
}
