package io.countersign.command.continuity;

import io.countersign.command.continuity.Memory.Seen;
import io.countersign.command.store.Embargo;
import io.countersign.command.store.LedgerLog;
import io.countersign.command.store.LedgerLog.Stored;
import io.countersign.command.store.StoreUnavailable;
import io.countersign.ledger.hash.Digest;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares the log with what others remember of it. A memory that does not answer holds nothing up, and is asked again until it does; one that has seen
 * more than the log holds, or something else, lays an embargo on it.
 */
public final class Continuity implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Continuity.class);
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final Duration AGAIN = Duration.ofSeconds(5);
    private static final Duration STEADY = Duration.ofMinutes(5);

    private final LedgerLog log;
    private final Embargo embargo;
    private final List<Memory> memories;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final CountDownLatch asked;
    private final Map<String, String> answers = new ConcurrentHashMap<>();

    public Continuity(LedgerLog log, Embargo embargo, List<? extends Memory> memories) {
        this.log = log;
        this.embargo = embargo;
        this.memories = List.copyOf(memories);
        this.asked = new CountDownLatch(memories.size());
    }

    /** Asks everyone at once. */
    public void start() {
        for (Memory memory : memories) {
            Thread.ofVirtual().name("continuity of " + memory.name()).start(() -> run(memory));
        }
    }

    /** Returns when everyone was asked, or three seconds have passed: who could not be asked by then is not waited for. */
    public void awaitAsked() throws InterruptedException {
        boolean _ = asked.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** What each of them said last, in words. */
    public Map<String, String> answers() {
        return new TreeMap<>(answers);
    }

    @Override
    public void close() {
        closing.countDown();
    }

    private void run(Memory memory) {
        try {
            boolean first = true;
            while (closing.getCount() > 0) {
                boolean answered = ask(memory);
                if (first) {
                    asked.countDown();
                    first = false;
                }
                boolean _ = closing.await((answered ? STEADY : AGAIN).toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException _) {
            // asked to stop
        }
    }

    private boolean ask(Memory memory) throws InterruptedException {
        try {
            Optional<Seen> seen = memory.seen();
            Optional<String> contradiction = seen.flatMap(s -> contradiction(memory, s));
            contradiction.ifPresentOrElse(why -> refuse(memory, why), () -> embargo.lift(memory.name()));
            answers.put(memory.name(), seen.map(s -> "has seen " + s.size() + " entries").orElse("has seen none"));
            return true;
        } catch (IOException | StoreUnavailable e) {
            answers.put(memory.name(), "could not be asked: " + e.getMessage());
            return false;
        } catch (RuntimeException e) {
            LOG.error("{} could not be asked how far the log had come", memory.name(), e);
            answers.put(memory.name(), "could not be asked: " + e.getMessage());
            return false;
        }
    }

    private void refuse(Memory memory, String why) {
        LOG.error("Nothing is appended: {}", why);
        embargo.lay(memory.name(), why);
    }

    /** Compares what was seen with the log as it is now, which was read later: whatever anyone saw was in it by then. */
    private Optional<String> contradiction(Memory memory, Seen seen) {
        long size = log.size();
        if (seen.size() > size) {
            return Optional.of("This ledger has " + size + " entries, and " + memory.name() + " has seen " + seen.size()
                    + ": it was restored to an earlier state, or is another ledger. Nothing is appended, as that would give positions from "
                    + size + " on a second meaning; docs/OPERATIONS.md says what to do.");
        }
        Digest last = seen.last();
        if (last == null || seen.size() == 0) {
            return Optional.empty();
        }
        Digest ours = log.at(seen.size() - 1).map(Stored::leaf).orElseThrow();
        return ours.equals(last)
                ? Optional.empty()
                : Optional.of("Entry " + (seen.size() - 1) + " of this ledger is " + ours.base64() + ", and "
                        + memory.name() + " has seen " + last.base64()
                        + " there: the log has forked, or is another ledger. Nothing is appended; docs/OPERATIONS.md says what to do.");
    }
}
