package io.countersign.ledger.evidence;

import java.util.Arrays;

/**
 * The streams of one bundle's entries, each with its first and its next index there: within the bundle a stream's indexes are consecutive, so these two are
 * all that the rest of the log must fit. Names stay where they lie in the bundle.
 */
final class BundleStreams {

    private final byte[] in;
    private int size;
    private int[] slots = new int[1 << 10];
    private int[] from = new int[256];
    private int[] to = new int[256];
    private int[] hashes = new int[256];
    private long[] first = new long[256];
    private long[] next = new long[256];
    private int[] firstPlace = new int[256];
    private int[] lastPlace = new int[256];

    /** @param bundle in which the names lie */
    BundleStreams(byte[] bundle) {
        this.in = bundle;
    }

    /**
     * @param place of the entry in the bundle
     * @return whether the index is the next one of its stream, as far as this bundle tells
     */
    boolean add(int nameFrom, int nameTo, long index, int place) {
        int hash = StreamCounts.hash(in, nameFrom, nameTo);
        int mask = slots.length - 1;
        int slot = hash & mask;
        for (; slots[slot] != 0; slot = slot + 1 & mask) {
            int known = slots[slot] - 1;
            if (hashes[known] == hash && Arrays.equals(in, from[known], to[known], in, nameFrom, nameTo)) {
                lastPlace[known] = place;
                return next[known]++ == index;
            }
        }
        if (size == from.length) {
            grow();
            return add(nameFrom, nameTo, index, place);
        }
        slots[slot] = size + 1;
        from[size] = nameFrom;
        to[size] = nameTo;
        hashes[size] = hash;
        first[size] = index;
        next[size] = index + 1;
        firstPlace[size] = place;
        lastPlace[size++] = place;
        return true;
    }

    private void grow() {
        int more = 2 * size;
        from = Arrays.copyOf(from, more);
        to = Arrays.copyOf(to, more);
        hashes = Arrays.copyOf(hashes, more);
        first = Arrays.copyOf(first, more);
        next = Arrays.copyOf(next, more);
        firstPlace = Arrays.copyOf(firstPlace, more);
        lastPlace = Arrays.copyOf(lastPlace, more);
        slots = new int[4 * more];
        int mask = slots.length - 1;
        for (int i = 0; i < size; i++) {
            int slot = hashes[i] & mask;
            while (slots[slot] != 0) {
                slot = slot + 1 & mask;
            }
            slots[slot] = i + 1;
        }
    }

    /** Whether every stream goes on here where the log before has left it. */
    boolean follow(StreamCounts before) {
        for (int i = 0; i < size; i++) {
            if (before.count(in, from[i], to[i], hashes[i]) != first[i]) {
                return false;
            }
        }
        return true;
    }

    void addTo(StreamCounts counts) {
        for (int i = 0; i < size; i++) {
            counts.put(in, from[i], to[i], hashes[i], next[i]);
        }
    }

    /** Place of a stream's first entry in the bundle, or -1. */
    int firstPlace(byte[] name) {
        int known = find(name);
        return known < 0 ? -1 : firstPlace[known];
    }

    /** Place of a stream's last entry in the bundle, or -1. */
    int lastPlace(byte[] name) {
        int known = find(name);
        return known < 0 ? -1 : lastPlace[known];
    }

    private int find(byte[] name) {
        int hash = StreamCounts.hash(name, 0, name.length);
        int mask = slots.length - 1;
        for (int slot = hash & mask; slots[slot] != 0; slot = slot + 1 & mask) {
            int known = slots[slot] - 1;
            if (hashes[known] == hash && Arrays.equals(in, from[known], to[known], name, 0, name.length)) {
                return known;
            }
        }
        return -1;
    }
}
