package io.countersign.command.evidence;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.jspecify.annotations.Nullable;

/**
 * What files' first bytes showed them to be, by SHA-256. A digest has one file for ever, so that what was told once need not be asked of the file again, nor its key be
 * unwrapped for it. In memory, since what lies beside a file could be changed by who cannot change the file.
 */
final class ShownTypes {

    /** As many are remembered; those least asked for go first. */
    private static final int MOST = 10_000;

    private final Cache<String, String> types = Caffeine.newBuilder().maximumSize(MOST).build();

    /** @param head the first bytes of the file that has this digest, found right. @return what they show */
    String told(String sha256, byte[] head) {
        String type = Signatures.of(head);
        types.put(sha256, type);
        return type;
    }

    /** Null of a file that was not looked at. */
    @Nullable
    String of(String sha256) {
        return types.getIfPresent(sha256);
    }
}
