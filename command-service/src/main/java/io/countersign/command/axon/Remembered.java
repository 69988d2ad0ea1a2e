package io.countersign.command.axon;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** What never changes once it is there, kept in memory while it is used. Absence is not remembered. */
final class Remembered<K, V> {

    private final Map<K, V> lastUsed;

    Remembered(int most) {
        lastUsed = Collections.synchronizedMap(new LinkedHashMap<>(64, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > most;
            }
        });
    }

    /** Two at once may both look; they find the same. */
    Optional<V> find(K key, Supplier<Optional<V>> look) {
        V known = lastUsed.get(key);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<V> found = look.get();
        found.ifPresent(v -> lastUsed.put(key, v));
        return found;
    }
}
