package io.countersign.command.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/**
 * Answers many questions at once: whoever asks while others are being answered waits, and all who waited are answered in one go. One statement then
 * does for all what would have taken one each, and nobody waits longer than two of them.
 *
 * @param <Q> what is asked
 * @param <A> what is answered
 */
final class Together<Q, A> {

    /** Questions answered in one go, at most. */
    private static final int AT_ONCE = 256;

    private record Waiting<Q, A>(Q question, CompletableFuture<A> answer) {}

    private final Function<List<Q>, List<A>> work;
    private final Queue<Waiting<Q, A>> queue = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean working = new AtomicBoolean();

    /** @param work gives an answer to each question, in their order, or throws for all; never run by two threads at once */
    Together(Function<List<Q>, List<A>> work) {
        this.work = work;
    }

    /** Returns with the answer, or throws what the work threw. */
    A ask(Q question) {
        Waiting<Q, A> waiting = new Waiting<>(question, new CompletableFuture<>());
        queue.add(waiting);
        workInTurn();
        try {
            return waiting.answer().join();
        } catch (CompletionException e) {
            // one and the same for all who waited: it is not written to
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /** Works for all who wait, unless somebody does, who will then see to those who came meanwhile. */
    private void workInTurn() {
        while (!queue.isEmpty() && working.compareAndSet(false, true)) {
            try {
                work();
            } finally {
                working.set(false);
            }
            if (!queue.isEmpty()) {
                // the caller has its answer: others wait for a thread of their own
                Thread.startVirtualThread(this::workInTurn);
                return;
            }
        }
    }

    private void work() {
        List<Waiting<Q, A>> batch = new ArrayList<>();
        for (var next = queue.poll(); next != null; next = batch.size() < AT_ONCE ? queue.poll() : null) {
            batch.add(next);
        }
        if (batch.isEmpty()) {
            return;
        }
        try {
            List<A> answers = work.apply(batch.stream().map(Waiting::question).toList());
            for (int i = 0; i < batch.size(); i++) {
                batch.get(i).answer().complete(answers.get(i));
            }
        } catch (RuntimeException | Error e) {
            batch.forEach(each -> each.answer().completeExceptionally(e));
        }
    }
}
