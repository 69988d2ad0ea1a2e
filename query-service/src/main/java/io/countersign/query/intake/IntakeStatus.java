package io.countersign.query.intake;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** How the intake is doing: how far it has come, whether a fault stopped it, and what keeps it waiting. */
@Component
public class IntakeStatus {

    private final AtomicReference<@Nullable Fault> fault = new AtomicReference<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();
    private volatile long size;
    private volatile @Nullable Trouble trouble = new Trouble(Trouble.Part.INTAKE, "not started");
    private volatile @Nullable String witness;

    /** The first fault met since the start, which stopped the intake. */
    public Optional<Fault> fault() {
        return Optional.ofNullable(fault.get());
    }

    /** Why nothing is taken in at the moment. */
    public Optional<Trouble> trouble() {
        return Optional.ofNullable(trouble);
    }

    /** Why this witness does not cosign, in words. */
    public Optional<String> witnessSilent() {
        return Optional.ofNullable(witness);
    }

    /** Entries mirrored and projected. */
    public long size() {
        return size;
    }

    /** Whether the entry at a position is in the views, waiting for it if need be. */
    public boolean await(long position, Duration patience) throws InterruptedException {
        long left = patience.toNanos();
        lock.lock();
        try {
            while (size <= position && left > 0) {
                left = moved.awaitNanos(left);
            }
            return size > position;
        } finally {
            lock.unlock();
        }
    }

    void reached(long entries) {
        lock.lock();
        try {
            size = entries;
            moved.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The first fault stays: what comes after it may follow from it. */
    public void failed(Fault found) {
        fault.compareAndSet(null, found);
    }

    void waiting(@Nullable Trouble why) {
        trouble = why;
    }

    void silent(@Nullable String why) {
        witness = why;
    }
}
