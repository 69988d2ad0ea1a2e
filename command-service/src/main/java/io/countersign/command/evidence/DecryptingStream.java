package io.countersign.command.evidence;

import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;

/** Decrypts a file behind its header. */
final class DecryptingStream extends CheckedStream {

    private final String sha256;
    private final InputStream from;
    private final Segments segments;
    private final long count;
    private final byte[] encrypted = new byte[Segments.BYTES + Segments.TAG_BYTES];
    private long next;

    /** @param plain how many bytes must come out */
    DecryptingStream(String sha256, InputStream from, Segments segments, long plain, Watch watch) {
        super(watch);
        this.sha256 = sha256;
        this.from = from;
        this.segments = segments;
        this.count = Segments.count(plain);
    }

    @Override
    int fill(byte[] into) throws IOException {
        if (next == count) {
            return -1;
        }
        int length = from.readNBytes(encrypted, 0, encrypted.length);
        try {
            int filled = segments.next(encrypted, length, into, next == count - 1);
            next++;
            return filled;
        } catch (GeneralSecurityException e) {
            throw new DamagedEvidence(sha256, "segment " + (next + 1) + " of " + count + " has been changed");
        }
    }

    @Override
    public void close() throws IOException {
        from.close();
    }
}
