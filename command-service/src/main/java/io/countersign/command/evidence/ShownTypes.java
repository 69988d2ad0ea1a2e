package io.countersign.command.evidence;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What files' first bytes showed them to be, by SHA-256. A digest has one file for ever, so that what was told once need not be asked of the file again, nor its key be
 * unwrapped for it. In memory, since what lies beside a file could be changed by who cannot change the file.
 */
final class ShownTypes {

    /** As many are remembered; those not asked for go first. */
    static final int MOST = 10_000;

    private final Map<String, String> types = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > MOST;
        }
    };

    /** @param head the first bytes of the file that has this digest, found right. @return what they show */
    String told(String sha256, byte[] head) {
        String type = Signatures.of(head);
        synchronized (types) {
            types.put(sha256, type);
        }
        return type;
    }

    /** Null of a file that was not looked at. */
    @Nullable
    String of(String sha256) {
        synchronized (types) {
            return types.get(sha256);
        }
    }
}
