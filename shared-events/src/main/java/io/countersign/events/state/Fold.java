package io.countersign.events.state;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.pcollections.OrderedPMap;
import org.pcollections.PVector;
import org.pcollections.TreePVector;

/**
 * Insertion-ordered maps and lists with one thing changed. They are persistent: what is left alone is shared and not copied, so folding n events costs
 * n log n and not n².
 */
final class Fold {

    private Fold() {}

    static <V> Map<String, V> put(Map<String, V> map, String key, V value) {
        return kept(map).plus(key, value);
    }

    static <V> Map<String, V> change(Map<String, V> map, String key, UnaryOperator<V> change) {
        V value = map.get(key);
        return value == null ? map : put(map, key, change.apply(value));
    }

    static <V> Map<String, V> remove(Map<String, V> map, String key) {
        return map.containsKey(key) ? kept(map).minus(key) : map;
    }

    static <V> List<V> add(List<V> list, V value) {
        return (list instanceof PVector<V> kept ? kept : TreePVector.from(list)).plus(value);
    }

    private static <V> OrderedPMap<String, V> kept(Map<String, V> map) {
        return map instanceof OrderedPMap<String, V> kept ? kept : OrderedPMap.from(map);
    }
}
