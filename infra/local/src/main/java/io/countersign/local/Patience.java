package io.countersign.local;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waiting on a condition instead of for a time; also for tests. */
public final class Patience {
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(20);

    private Patience() {}

    /** Returns as soon as the condition holds; {@code false} if it does not within the time. */
    public static boolean waited(Duration atMost, BooleanSupplier condition) {
        var deadline = System.nanoTime() + atMost.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0 || Thread.currentThread().isInterrupted()) {
                return false;
            }
            LockSupport.parkNanos(PAUSE);
        }
        return true;
    }

    /** As {@link #waited}, but fails with a sentence that names what was waited for. */
    public static void until(Duration atMost, String what, BooleanSupplier condition) {
        if (!waited(atMost, condition)) {
            throw new LocalFault("Waited " + atMost.toSeconds() + " s in vain until " + what + ".");
        }
    }
}
