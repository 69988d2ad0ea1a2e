package io.countersign.events.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Answers list things in the order in which they first happened, so that is part of what a fold promises. */
class FoldTest {

    @Test
    void a_key_keeps_its_first_place_and_the_older_map_its_value() {
        Map<String, Integer> two = Fold.put(Fold.put(Map.of(), "z", 1), "a", 2);
        Map<String, Integer> changed = Fold.put(Fold.put(two, "m", 3), "z", 9);

        assertThat(changed).containsExactly(Map.entry("z", 9), Map.entry("a", 2), Map.entry("m", 3));
        assertThat(two).containsExactly(Map.entry("z", 1), Map.entry("a", 2));
        assertThat(Fold.put(Fold.remove(changed, "z"), "z", 4).keySet()).containsExactly("a", "m", "z");
        assertThat(Fold.remove(two, "unknown")).isSameAs(two);
        assertThat(Fold.change(two, "unknown", n -> n + 1)).isSameAs(two);
        assertThatThrownBy(changed::clear).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void a_list_grows_without_the_older_one_noticing() {
        List<String> one = Fold.add(List.of(), "a");
        List<String> two = Fold.add(one, "b");

        assertThat(two).containsExactly("a", "b");
        assertThat(Fold.add(one, "c")).containsExactly("a", "c");
        assertThat(one).containsExactly("a");
    }
}
