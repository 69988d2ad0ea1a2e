package io.countersign.ledger.evidence;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * How many entries of each stream there have been: the only thing that grows while a log is verified, so it is kept compact, at some 80 bytes a
 * stream. A hash table with open addressing; names lie one after the other in blocks, each behind its length in one byte.
 */
final class StreamCounts {

    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;
    // drawn per run: who writes a log cannot choose names that collide
    private static final long SEED = new SplittableRandom().nextLong();
    private static final int BLOCK_BITS = 20;
    private static final int BLOCK = 1 << BLOCK_BITS;

    private final List<byte[]> blocks = new ArrayList<>();
    private int blockUsed = BLOCK;
    private int size;
    private long[] counts = new long[1 << 10];
    private long[] names = new long[1 << 10];
    private int[] hashes = new int[1 << 10];

    /** Hash of a stream's name. */
    static int hash(byte[] in, int from, int to) {
        long hash = SEED ^ to - from;
        int at = from;
        for (; to - at >= Long.BYTES; at += Long.BYTES) {
            hash = (hash ^ (long) WORDS.get(in, at)) * MULTIPLIER;
            hash ^= hash >>> 32;
        }
        for (; at < to; at++) {
            hash = (hash ^ in[at]) * MULTIPLIER;
            hash ^= hash >>> 32;
        }
        return (int) (hash * MULTIPLIER >>> 32);
    }

    /** Number of streams. */
    int size() {
        return size;
    }

    /** Entries of a stream so far. */
    long count(byte[] in, int from, int to, int hash) {
        return counts[find(in, from, to, hash)];
    }

    long count(String name) {
        byte[] ascii = name.getBytes(StandardCharsets.US_ASCII);
        return count(ascii, 0, ascii.length, hash(ascii, 0, ascii.length));
    }

    /** @param count not 0 */
    void put(byte[] in, int from, int to, int hash, long count) {
        int slot = find(in, from, to, hash);
        if (counts[slot] == 0) {
            if (size >= counts.length / 4 * 3) {
                grow();
                slot = find(in, from, to, hash);
            }
            names[slot] = keep(in, from, to);
            hashes[slot] = hash;
            size++;
        }
        counts[slot] = count;
    }

    private int find(byte[] in, int from, int to, int hash) {
        int mask = counts.length - 1;
        int slot = hash & mask;
        while (counts[slot] != 0 && !(hashes[slot] == hash && isNamed(names[slot], in, from, to))) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private boolean isNamed(long name, byte[] in, int from, int to) {
        byte[] block = blocks.get((int) (name >>> BLOCK_BITS));
        int at = (int) name & BLOCK - 1;
        int begin = at + 1;
        return Arrays.equals(block, begin, begin + (block[at] & 0xff), in, from, to);
    }

    private long keep(byte[] in, int from, int to) {
        int length = to - from;
        if (blockUsed + 1 + length > BLOCK) {
            blocks.add(new byte[BLOCK]);
            blockUsed = 0;
        }
        byte[] block = blocks.getLast();
        long name = (long) blocks.size() - 1 << BLOCK_BITS | blockUsed;
        block[blockUsed] = (byte) length;
        System.arraycopy(in, from, block, blockUsed + 1, length);
        blockUsed += 1 + length;
        return name;
    }

    private void grow() {
        long[] oldCounts = counts;
        long[] oldNames = names;
        int[] oldHashes = hashes;
        int length = oldCounts.length * 2;
        counts = new long[length];
        names = new long[length];
        hashes = new int[length];
        for (int i = 0; i < oldCounts.length; i++) {
            if (oldCounts[i] != 0) {
                int slot = oldHashes[i] & length - 1;
                while (counts[slot] != 0) {
                    slot = slot + 1 & length - 1;
                }
                counts[slot] = oldCounts[i];
                names[slot] = oldNames[i];
                hashes[slot] = oldHashes[i];
            }
        }
    }
}
