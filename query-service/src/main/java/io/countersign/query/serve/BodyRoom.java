package io.countersign.query.serve;

import io.countersign.query.answer.Problem;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Reads bodies that anyone may send: bounded in length and time, and so that many large ones at once cannot take all of the memory. Small ones, which nearly
 * all are, need no room: whoever sends a large one slowly keeps only other large ones waiting.
 */
final class BodyRoom {

    private static final int SMALL_BYTES = 16 * 1024;
    private static final int LEAST_KIBIBYTES = 4 * 1024;
    /** Reading and parsing a body takes about four times what it has, and not more than an eighth of the memory is for it. */
    private static final int PART = 32;

    private final Semaphore kibibytes;
    private final Duration patience;
    private final Duration longest;

    /**
     * @param memory all there is, in bytes
     * @param patience how long a large body waits for room
     * @param longest how long a body may take to arrive, within one read of it
     */
    BodyRoom(long memory, Duration patience, Duration longest) {
        this.kibibytes = new Semaphore((int) Math.clamp(memory / PART / 1024, LEAST_KIBIBYTES, Integer.MAX_VALUE),
                true);
        this.patience = patience;
        this.longest = longest;
    }

    /**
     * The body, or one byte more than {@code most} of it.
     *
     * @param declared its length in bytes; negative: not said
     * @throws Problem.Raised when there is no room for it in time, or it does not arrive in time
     */
    byte[] read(InputStream in, long declared, int most) throws IOException {
        int needed = kibibytes(declared, most);
        if (!take(needed)) {
            throw Problem.unavailable("body-room", "Too many large bodies are being read; try again.");
        }
        try {
            return read(in, most);
        } finally {
            kibibytes.release(needed);
        }
    }

    private static int kibibytes(long declared, int most) {
        if (declared >= 0 && declared <= SMALL_BYTES) {
            return 0;
        }
        return (int) ((declared < 0 ? most : Math.min(declared, most)) / 1024 + 1);
    }

    private boolean take(int needed) {
        try {
            return needed == 0 || kibibytes.tryAcquire(needed, patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private byte[] read(InputStream in, int most) throws IOException {
        long until = System.nanoTime() + longest.toNanos();
        var body = new ByteArrayOutputStream();
        byte[] part = new byte[4096];
        while (body.size() <= most) {
            int read = in.read(part, 0, Math.min(part.length, most + 1 - body.size()));
            if (read < 0) {
                break;
            }
            body.write(part, 0, read);
            if (System.nanoTime() - until > 0) {
                throw Problem.late("The body did not arrive within " + longest.toSeconds() + " s.");
            }
        }
        return body.toByteArray();
    }
}
