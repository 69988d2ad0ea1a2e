package io.countersign.command.store;

import io.countersign.command.store.RecentEvents.Answer;
import io.countersign.command.store.Selection.Criterion;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Answers what decisions rest on: from {@link RecentEvents} if it is all there, else from the database. Whoever has to ask the database while
 * another's question is under way waits for it, and all who waited are asked for in one statement, as appends are committed in one.
 */
final class Lookups {

    private static final int AT_ONCE = 256;

    /** What somebody waits for. */
    private record Waiting(Selection selection, CompletableFuture<Answer> answer) {}

    private final LookupTable table;
    private final RecentEvents recent;
    private final Queue<Waiting> queue = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean asking = new AtomicBoolean();

    Lookups(LookupTable table, RecentEvents recent) {
        this.table = table;
        this.recent = recent;
    }

    /** Whether a selection can be looked up here: each of its criteria is one tag, and types or none. */
    static boolean fits(Selection selection) {
        return !selection.any().isEmpty() && selection.any().stream().allMatch(c -> c.tags().size() == 1);
    }

    /**
     * @param fresh whether the database is to be asked whatever is remembered
     * @throws StoreUnavailable when the database does not answer
     */
    Answer find(Selection selection, boolean fresh) {
        if (!fresh) {
            Optional<Answer> remembered = recent.find(selection);
            if (remembered.isEmpty()) {
                // most of it may be there: what is read now will be, too
                ask(new Selection(recent.missing(selection)));
                remembered = recent.find(selection);
            }
            if (remembered.isPresent()) {
                return remembered.get();
            }
        }
        return ask(selection);
    }

    private Answer ask(Selection selection) {
        Waiting waiting = new Waiting(selection, new CompletableFuture<>());
        queue.add(waiting);
        askInTurn();
        try {
            return waiting.answer().join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof StoreUnavailable unavailable
                    ? new StoreUnavailable(String.valueOf(unavailable.getMessage()), unavailable)
                    : e;
        }
    }

    /** Asks for all who wait, unless somebody is asking, who will then see to those who came meanwhile. */
    private void askInTurn() {
        while (!queue.isEmpty() && asking.compareAndSet(false, true)) {
            try {
                ask();
            } finally {
                asking.set(false);
            }
            if (!queue.isEmpty()) {
                // the caller has its answer: others wait for a thread of their own
                Thread.startVirtualThread(this::askInTurn);
                return;
            }
        }
    }

    private void ask() {
        List<Waiting> batch = new ArrayList<>();
        Set<Criterion> criteria = new LinkedHashSet<>();
        for (Waiting next = queue.poll(); next != null; next = criteria.size() < AT_ONCE ? queue.poll() : null) {
            batch.add(next);
            criteria.addAll(next.selection().any());
        }
        if (batch.isEmpty()) {
            return;
        }
        List<Criterion> asked = List.copyOf(criteria);
        RecentEvents.Reading reading = recent.reading(asked);
        try {
            LookupTable.Found found = table.find(asked);
            reading.done(found.size(), found.entries());
            batch.forEach(w -> w.answer().complete(answer(w.selection(), found)));
        } catch (SQLException e) {
            reading.failed();
            fail(batch, new StoreUnavailable("the ledger's database did not answer: " + e.getMessage(), e));
        } catch (RuntimeException | Error e) {
            reading.failed();
            fail(batch, e);
        }
    }

    private static Answer answer(Selection selection, LookupTable.Found found) {
        Map<Criterion, List<Known>> entries = found.entries();
        return new Answer(found.size(), RecentEvents.merged(
                selection.any().stream().map(c -> entries.getOrDefault(c, List.of())).toList()));
    }

    private static void fail(List<Waiting> batch, Throwable why) {
        batch.forEach(w -> w.answer().completeExceptionally(why));
    }
}
