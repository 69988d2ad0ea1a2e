package io.countersign.command.store;

import io.countersign.command.store.Recent.Seen;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Events that wait to be sealed together, and what must not have happened meanwhile. It is answered once, by the first answer, and on a thread of
 * its own: whatever a command does after its commit must not hold up the next batch.
 */
final class Append {

    /** Something sealed in the meantime concerns the decision: it must be taken again. */
    static final class Rejected extends RuntimeException {
        Rejected() {
            super("an entry that the decision did not know was sealed meanwhile", null, false, false);
        }
    }

    private final List<Sealable> events;
    private final List<Seen> seen;
    private final List<String> once;
    private final @Nullable Selection unless;
    private final long since;
    private final CompletableFuture<Long> sealed = new CompletableFuture<>();
    private final AtomicBoolean answered = new AtomicBoolean();

    /**
     * @param events at least one
     * @param unless an entry meant by this at or after {@code since} makes the append be rejected; null: none does
     * @param since size of the log through which the decision knew everything
     */
    Append(List<Sealable> events, @Nullable Selection unless, long since) {
        this.events = List.copyOf(events);
        this.seen = events.stream().map(e -> new Seen(e.type(), e.tags())).toList();
        this.once = events.stream().flatMap(e -> e.tags().stream()).filter(Selection::once).distinct().toList();
        this.unless = unless;
        this.since = since;
    }

    List<Sealable> events() {
        return events;
    }

    /** The events as conditions look at them. */
    List<Seen> seen() {
        return seen;
    }

    /** Those of its tags that no other append may have. */
    List<String> once() {
        return once;
    }

    @Nullable
    Selection unless() {
        return unless;
    }

    long since() {
        return since;
    }

    /** The id by which it is found again in the log: an append is there whole or not at all. */
    String id() {
        return events.getFirst().id();
    }

    /** Completed with the position of the first event. */
    CompletableFuture<Long> sealed() {
        return sealed;
    }

    void sealedAt(long first) {
        answer(() -> sealed.complete(first));
    }

    void reject() {
        fail(new Rejected());
    }

    void fail(Throwable why) {
        answer(() -> sealed.completeExceptionally(why));
    }

    private void answer(Runnable answer) {
        if (answered.compareAndSet(false, true)) {
            Thread.startVirtualThread(answer);
        }
    }
}
