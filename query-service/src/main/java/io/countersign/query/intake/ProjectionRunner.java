package io.countersign.query.intake;

import io.countersign.ledger.checkpoint.Checkpoint;
import io.countersign.ledger.note.SignedNote;
import io.countersign.ledger.tree.Tile;
import io.countersign.query.intake.ViewsTable.Views;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Keeps the views exactly as far as the mirror: a batch of entries, every view's changes and the position reached are one transaction. Builds the
 * views anew beside those that answer, and switches when they have caught up.
 */
@Component
public class ProjectionRunner {

    /** Number of the tables' shape: one more whenever a projection's tables change, so that the views are built anew. */
    static final int SHAPE = 6;

    private static final Logger LOG = LoggerFactory.getLogger(ProjectionRunner.class);

    /** Entries that were verified, the tiles they filled, and the checkpoint that covers exactly them and all before. */
    record Batch(List<Verified> entries, List<Tile> fullTiles, SignedNote note, Checkpoint checkpoint) {}

    /**
     * @param views   name of the schema that answers now
     * @param entries projected into it
     */
    public record Rebuilt(String views, long entries) {}

    private final MirrorTable table;
    private final Mirror mirror;
    private final ViewsTable views;
    private final ObjectProvider<Projection> projections;
    private final TransactionTemplate transaction;
    private final IntakeStatus status;
    /** Held while the mirror grows or the active views change; a rebuild holds it only to catch up and switch. */
    private final ReentrantLock growing = new ReentrantLock();
    private final ReentrantLock building = new ReentrantLock();
    private List<Projection> live;

    ProjectionRunner(MirrorTable table, Mirror mirror, ViewsTable views, ObjectProvider<Projection> projections,
            TransactionTemplate transaction, IntakeStatus status) {
        this.table = table;
        this.mirror = mirror;
        this.views = views;
        this.projections = projections;
        this.transaction = transaction;
        this.status = status;
        this.live = fresh();
    }

    /** Makes sure that views of the right shape stand where the mirror does. */
    void prepare() {
        long size = table.reach().size();
        boolean fits = views.active().filter(v -> v.shape() == SHAPE && v.reached() == size).isPresent();
        if (!fits) {
            rebuild();
        }
        dropOthers();
        status.reached(size);
    }

    void commit(Batch batch, Witness witness) {
        growing.lock();
        try {
            transaction.executeWithoutResult(_ -> write(batch, witness));
            status.reached(batch.checkpoint().size());
        } catch (RuntimeException e) {
            // what projections remember of a transaction that did not happen must go
            live = fresh();
            throw e;
        } finally {
            growing.unlock();
        }
    }

    /** Cosigns the mirror's end, which was committed before. */
    void cosign(SignedNote note, Checkpoint checkpoint, Witness witness) {
        transaction.executeWithoutResult(_ -> witness.cosign(note, checkpoint));
    }

    private void write(Batch batch, Witness witness) {
        long from = batch.entries().getFirst().position();
        table.append(batch.entries());
        table.addTiles(batch.fullTiles());
        table.advance(from, batch.checkpoint().size(), batch.note().format());
        Views active = views.active().orElseThrow();
        views.use(active.number());
        live.forEach(p -> p.apply(batch.entries()));
        views.reached(active.number(), batch.checkpoint().size());
        witness.cosign(batch.note(), batch.checkpoint());
    }

    /** Builds all views from the mirror's first entry on; those that stood before answer until it is done. */
    public Rebuilt rebuild() {
        building.lock();
        try {
            List<Projection> projecting = fresh();
            Views next = inTransaction(() -> views.next(SHAPE, projecting.stream().map(Projection::tables).toList()));
            long reached = 0;
            CompletableFuture<List<Verified>> page = read(reached);
            while (table.reach().size() - reached > Mirror.PAGE) {
                List<Verified> entries = outcome(page);
                // read and checked while what was read before is written
                page = read(reached + Mirror.PAGE);
                reached = step(next.number(), reached, projecting, entries);
            }
            page.cancel(true);
            reached = catchUpAndSwitch(next.number(), reached, projecting);
            dropOthers();
            LOG.info("views_{} answers now, built from {} entries", next.number(), reached);
            return new Rebuilt("views_" + next.number(), reached);
        } finally {
            building.unlock();
        }
    }

    private long catchUpAndSwitch(int number, long from, List<Projection> projecting) {
        growing.lock();
        try {
            long reached = from;
            while (reached < table.reach().size()) {
                reached = step(number, reached, projecting, mirror.page(reached));
            }
            transaction.executeWithoutResult(_ -> views.activate(number));
            live = projecting;
            return reached;
        } finally {
            growing.unlock();
        }
    }

    private CompletableFuture<List<Verified>> read(long from) {
        return CompletableFuture.supplyAsync(() -> mirror.page(from), Thread::startVirtualThread);
    }

    private static <T> T outcome(CompletableFuture<T> work) {
        try {
            return work.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException why ? why : e;
        }
    }

    /** Each projection in a transaction of its own, all at once: nobody sees any of it before the views are switched to. */
    private long step(int number, long from, List<Projection> projecting, List<Verified> page) {
        if (page.isEmpty()) {
            throw new IllegalStateException("the mirror has lost its entry " + from);
        }
        outcome(CompletableFuture.allOf(projecting.stream()
                .map(p -> CompletableFuture.runAsync(() -> build(number, p, page), Thread::startVirtualThread))
                .toArray(CompletableFuture[]::new)));
        long reached = from + page.size();
        transaction.executeWithoutResult(_ -> views.reached(number, reached));
        return reached;
    }

    private void build(int number, Projection projection, List<Verified> page) {
        transaction.executeWithoutResult(_ -> {
            views.build(number);
            projection.apply(page);
        });
    }

    private void dropOthers() {
        for (int number : views.others()) {
            transaction.executeWithoutResult(_ -> views.drop(number));
        }
    }

    private List<Projection> fresh() {
        return projections.stream().toList();
    }

    private <T> T inTransaction(java.util.function.Supplier<T> work) {
        return Objects.requireNonNull(transaction.execute(_ -> work.get()));
    }
}
