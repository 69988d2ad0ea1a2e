package io.countersign.command.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Room for the large bodies that are in memory at one time, so that many at once cannot take all of it. Small ones, which nearly all are, need none: whoever sends
 * a large one slowly keeps only other large ones waiting.
 */
final class BodyRoom {

    private static final int SMALL_BYTES = 16 * 1024;
    private static final int LEAST_KIBIBYTES = 16 * 1024;
    /** Reading a body takes about three times what it has, and not more than a quarter of the memory is for it. */
    private static final int PART = 12;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Semaphore kibibytes;

    /** @param memory all there is, in bytes */
    BodyRoom(long memory) {
        kibibytes = new Semaphore((int) Math.clamp(memory / PART / 1024, LEAST_KIBIBYTES, Integer.MAX_VALUE), true);
    }

    /** What a body needs. @param declared its length in bytes; negative: not said; @param most that is read of it */
    static int kibibytes(long declared, int most) {
        return declared >= 0 && declared <= SMALL_BYTES
                ? 0
                : (int) ((declared < 0 ? most : Math.min(declared, most)) / 1024 + 1);
    }

    /** Whether there was room in time; then {@link #give} is owed. */
    boolean take(int needed) {
        if (needed == 0) {
            return true;
        }
        try {
            return kibibytes.tryAcquire(needed, PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    void give(int taken) {
        kibibytes.release(taken);
    }

    /**
     * The body, or one byte more than {@code most} of it; null when it has not arrived after so long, within one read of it. A client that sends nothing
     * at all is waited for no longer than a connection is.
     *
     * @param declared its length in bytes; negative: not said
     */
    static byte @Nullable [] read(InputStream in, long declared, int most, Duration longest) throws IOException {
        long until = System.nanoTime() + longest.toNanos();
        int first = declared < 0 ? SMALL_BYTES : (int) Math.clamp(declared, 1, SMALL_BYTES);
        var body = new ByteArrayOutputStream(first);
        byte[] part = new byte[first];
        while (body.size() <= most) {
            int read = in.read(part, 0, Math.min(part.length, most + 1 - body.size()));
            if (read < 0) {
                break;
            }
            body.write(part, 0, read);
            if (System.nanoTime() - until > 0) {
                return null;
            }
        }
        return body.toByteArray();
    }
}
