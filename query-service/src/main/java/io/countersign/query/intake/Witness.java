package io.countersign.query.intake;

import io.countersign.ledger.checkpoint.Checkpoint;
import io.countersign.ledger.hash.Digest;
import io.countersign.ledger.note.NoteSigner;
import io.countersign.ledger.note.SignedNote;
import io.countersign.ledger.tree.Tree;
import io.countersign.query.intake.WitnessTable.Cosigned;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Cosigns what was verified here, never anything that contradicts what it cosigned before. Its last statement outlives the mirror: a mirror filled
 * anew must come by the same root at that size before another cosignature is given.
 */
final class Witness {

    private final NoteSigner signer;
    private final String origin;
    private final WitnessTable table;
    private final IntakeStatus status;
    private @Nullable Cosigned last;
    private boolean silent;

    Witness(NoteSigner signer, String origin, WitnessTable table, IntakeStatus status) {
        this.signer = signer;
        this.origin = origin;
        this.table = table;
        this.status = status;
    }

    /**
     * Reads the last statement back.
     *
     * @param tree      the mirror as it is
     * @param rootAtOld answers the mirror's root at a smaller size
     * @throws IntakeFault when the mirror contradicts it
     */
    void open(Tree tree, java.util.function.LongFunction<Digest> rootAtOld) throws IntakeFault {
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
    void passing(Tree before, List<Digest> leaves) throws IntakeFault {
        Cosigned said = last;
        if (said != null && said.size() > before.size() && said.size() <= before.size() + leaves.size()) {
            List<Digest> until = leaves.subList(0, Math.toIntExact(said.size() - before.size()));
            requireSame(before.append(until, _ -> {
            }).root());
        }
    }

    /** The cosigned note, stored in the caller's transaction; empty while it must keep silent. */
    Optional<String> cosign(SignedNote note, Checkpoint checkpoint) {
        if (silent || last != null && last.size() > checkpoint.size()) {
            return Optional.empty();
        }
        String cosigned = note.with(signer.sign(note.text())).format();
        Cosigned now = new Cosigned(checkpoint.size(), checkpoint.root(), cosigned);
        table.put(key(), origin, now);
        last = now;
        return Optional.of(cosigned);
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
