package io.countersign.events.state;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Copies of insertion-ordered maps with one key changed. */
final class Fold {

    private Fold() {}

    static <V> Map<String, V> put(Map<String, V> map, String key, V value) {
        Map<String, V> copy = new LinkedHashMap<>(map);
        copy.put(key, value);
        return Collections.unmodifiableMap(copy);
    }

    static <V> Map<String, V> change(Map<String, V> map, String key, UnaryOperator<V> change) {
        V value = map.get(key);
        return value == null ? map : put(map, key, change.apply(value));
    }

    static <V> Map<String, V> remove(Map<String, V> map, String key) {
        Map<String, V> copy = new LinkedHashMap<>(map);
        copy.remove(key);
        return Collections.unmodifiableMap(copy);
    }
}
