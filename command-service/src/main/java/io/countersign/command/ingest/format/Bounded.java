package io.countersign.command.ingest.format;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * A report's bytes, up to a size, and up to a length between two {@linkplain #part parts} of it: parsers hold one name, attribute or number whole, and
 * this is what bounds the memory they take for it. It remembers why it stopped, since parsers wrap what they are thrown.
 */
final class Bounded extends FilterInputStream {

    /** Largest report, in bytes. */
    static final long MAX_BYTES = 64L << 20;
    /** Longest part of one, in bytes. */
    static final int MAX_PART = 4 << 20;

    private long size;
    private long part;
    private @Nullable String complaint;
    private @Nullable IOException broken;

    Bounded(InputStream in) {
        super(in);
    }

    /** Another part of the report begins. */
    void part() {
        part = 0;
    }

    /** Why no more was read, if a bound was the reason. */
    @Nullable
    String complaint() {
        return complaint;
    }

    /** Why the file itself could not be read, if that was the reason. */
    @Nullable
    IOException broken() {
        return broken;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int from, int most) throws IOException {
        int n;
        try {
            n = in.read(into, from, most);
        } catch (IOException e) {
            broken = e;
            throw e;
        }
        size += Math.max(n, 0);
        part += Math.max(n, 0);
        if (size > MAX_BYTES) {
            throw stop("The report is larger than " + MAX_BYTES + " bytes.");
        }
        if (part > MAX_PART) {
            throw stop("A single part of the report is larger than " + MAX_PART + " bytes.");
        }
        return n;
    }

    private IOException stop(String why) {
        complaint = why;
        return new IOException(why);
    }

    @Override
    public long skip(long n) throws IOException {
        return in.skip(0);
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
