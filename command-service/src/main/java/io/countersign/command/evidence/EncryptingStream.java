package io.countersign.command.evidence;

import java.io.IOException;
import java.io.OutputStream;
import java.security.GeneralSecurityException;

/** Encrypts what is written into it, segment by segment: what stands behind a file's header. Not a whole file until it is {@linkplain #finish finished}. */
final class EncryptingStream extends OutputStream {

    private final OutputStream to;
    private final Segments segments;
    private final byte[] plain = new byte[Segments.BYTES];
    private final byte[] encrypted = new byte[Segments.BYTES + Segments.TAG_BYTES];
    private int held;

    EncryptingStream(OutputStream to, Segments segments) {
        this.to = to;
        this.segments = segments;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[]{(byte) b}, 0, 1);
    }

    /** A full segment is held until more comes: it may be the last. */
    @Override
    public void write(byte[] from, int offset, int length) throws IOException {
        int at = offset;
        for (int left = length; left > 0;) {
            if (held == plain.length) {
                pass(false);
            }
            int some = Math.min(left, plain.length - held);
            System.arraycopy(from, at, plain, held, some);
            held += some;
            at += some;
            left -= some;
        }
    }

    /** Writes the last segment; nothing may follow. */
    void finish() throws IOException {
        pass(true);
    }

    private void pass(boolean last) throws IOException {
        try {
            to.write(encrypted, 0, segments.next(plain, held, encrypted, last));
            held = 0;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has AES-GCM", e);
        }
    }
}
