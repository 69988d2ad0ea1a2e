package io.countersign.command.evidence;

import io.countersign.ledger.hash.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Reads a file that an earlier version kept as it came. Its last piece is handed out only when the whole has the digest it is named by. */
final class PlainStream extends CheckedStream {

    private final String sha256;
    private final InputStream from;
    private final MessageDigest digest = sha256();
    private long left;

    PlainStream(String sha256, InputStream from, long size, Watch watch) {
        super(watch);
        this.sha256 = sha256;
        this.from = from;
        this.left = size;
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    @Override
    int fill(byte[] into) throws IOException {
        if (left < 0) {
            return -1;
        }
        int length = from.readNBytes(into, 0, (int) Math.min(into.length, left));
        digest.update(into, 0, length);
        left -= length;
        if (left > 0 && length == into.length) {
            return length;
        }
        left = -1;
        String found = Digest.of(digest.digest()).hex();
        if (!found.equals(sha256)) {
            throw new DamagedEvidence(sha256, "it has the digest " + found);
        }
        return length;
    }

    @Override
    public void close() throws IOException {
        from.close();
    }
}
