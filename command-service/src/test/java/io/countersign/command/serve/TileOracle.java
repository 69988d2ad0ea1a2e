package io.countersign.command.serve;

import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Slow, and straight from RFC 6962 section 2.1 and C2SP tlog-tiles: what a log of these entries must serve. Knows nothing of the code under test. */
final class TileOracle {

    private final List<byte[]> entries;
    /** Per tile level, the hashes of all complete subtrees of 256^level leaves. */
    private final List<List<byte[]>> levels = new ArrayList<>();

    TileOracle(List<byte[]> entries) {
        this.entries = entries;
        List<byte[]> hashes = entries.stream().map(e -> sha256(new byte[]{0}, e)).toList();
        while (!hashes.isEmpty()) {
            levels.add(hashes);
            List<byte[]> above = new ArrayList<>();
            for (int i = 0; i + 256 <= hashes.size(); i += 256) {
                above.add(treeHash(hashes.subList(i, i + 256)));
            }
            hashes = above;
        }
    }

    byte[] root() {
        return treeHash(levels.getFirst());
    }

    int levels() {
        return levels.size();
    }

    /** How many hashes the level has, full tiles and the last partial one together. */
    int hashes(int level) {
        return level < levels.size() ? levels.get(level).size() : 0;
    }

    byte[] tile(int level, int index, int width) {
        return concatenated(levels.get(level).subList(index * 256, index * 256 + width));
    }

    /** Each entry behind its length, two bytes, big-endian. */
    byte[] bundle(int index, int width) {
        List<byte[]> parts = new ArrayList<>();
        for (byte[] entry : entries.subList(index * 256, index * 256 + width)) {
            parts.add(new byte[]{(byte) (entry.length >> 8), (byte) entry.length});
            parts.add(entry);
        }
        return concatenated(parts);
    }

    /** The path of a full tile or bundle below {@code tile/<level>/}. */
    static String path(String level, int index, int width) {
        String digits = index < 1_000 ? "%03d".formatted(index) : "x%03d/%03d".formatted(index / 1_000, index % 1_000);
        return "tile/" + level + "/" + digits + (width == 256 ? "" : ".p/" + width);
    }

    /** MTH(D[n]) = SHA-256(0x01 || MTH(D[0:k]) || MTH(D[k:n])), k the largest power of two smaller than n. */
    private static byte[] treeHash(List<byte[]> hashes) {
        if (hashes.size() == 1) {
            return hashes.getFirst();
        }
        int k = Integer.highestOneBit(hashes.size() - 1);
        return sha256(new byte[]{1}, treeHash(hashes.subList(0, k)), treeHash(hashes.subList(k, hashes.size())));
    }

    private static byte[] sha256(byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            Arrays.stream(parts).forEach(digest::update);
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] concatenated(List<byte[]> parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        parts.forEach(out::writeBytes);
        return out.toByteArray();
    }
}
