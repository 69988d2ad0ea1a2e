package io.countersign.command.evidence;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.function.Consumer;

/** Bytes that are handed out piece by piece, each only after it was found right. */
abstract sealed class CheckedStream extends InputStream permits DecryptingStream, PlainStream {

    /** Who is told how reading went: of damage, or that all was right. */
    record Watch(Consumer<DamagedEvidence> damaged, Runnable whole) {}

    private final Watch watch;
    private final byte[] piece = new byte[Segments.BYTES];
    private int at;
    private int end;
    private boolean ended;

    CheckedStream(Watch watch) {
        this.watch = watch;
    }

    /** Fills the next piece. @return how many bytes it has; -1 after the last */
    abstract int fill(byte[] into) throws IOException;

    /** Has the first piece ready, so that what is wrong with it is known before anything is answered. */
    final void begin() throws IOException {
        more();
    }

    private boolean more() throws IOException {
        while (at == end && !ended) {
            int filled = filled();
            at = 0;
            end = Math.max(filled, 0);
            ended = filled < 0;
        }
        return at < end;
    }

    private int filled() throws IOException {
        try {
            int filled = fill(piece);
            if (filled < 0) {
                watch.whole().run();
            }
            return filled;
        } catch (DamagedEvidence e) {
            watch.damaged().accept(e);
            throw e;
        }
    }

    @Override
    public final int read() throws IOException {
        return more() ? piece[at++] & 0xff : -1;
    }

    @Override
    public final int read(byte[] into, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, into.length);
        if (length == 0) {
            return 0;
        }
        if (!more()) {
            return -1;
        }
        int some = Math.min(length, end - at);
        System.arraycopy(piece, at, into, offset, some);
        at += some;
        return some;
    }
}
