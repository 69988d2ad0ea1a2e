package io.countersign.command.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.command.store.Selection.Criterion;
import io.countersign.ledger.hash.TreeHasher;
import io.countersign.ledger.tree.Tree;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is remembered of recently used tags: complete to the size it says, or not there. */
class RecentEventsTest {

    private static final Criterion ONE = new Criterion(Set.of("system/one"), Set.of());
    private static final Selection OF_ONE = new Selection(List.of(ONE));
    private static final Selection OF_SUBJECT = StoreFixture.having("deployment/d");

    private final RecentEvents recent = new RecentEvents(1 << 20);
    private final Sealer sealer = new Sealer(StoreFixture.ORIGIN, StoreFixture.SIGNER);
    private final Recent counts = new Recent();
    private Head head = new Head(Tree.empty(), TreeHasher.EMPTY, Instant.EPOCH);

    @Test
    void knows_nothing_that_was_not_read() {
        assertThat(recent.find(OF_ONE)).isEmpty();
    }

    @Test
    void adds_what_is_committed_to_what_was_read_and_says_to_which_size_it_is_complete() {
        commit("one");
        read(head.size(), List.of());
        commit("two");
        commit("one");
        assertThat(recent.find(OF_ONE)).hasValueSatisfying(answer -> {
            assertThat(answer.size()).isEqualTo(3);
            assertThat(answer.entries()).extracting(Known::position).containsExactly(2L);
        });
    }

    @Test
    void misses_nothing_committed_while_it_reads_and_takes_nothing_twice() {
        commit("two");
        var reading = recent.reading(List.of(ONE));
        commit("one");
        Sealer.Sealed seen = commit("one");
        commit("one");
        // the read's snapshot lies between the commits
        reading.done(seen.position() + 1, Map.of(ONE, List.of(known(1), known(2))));
        commit("one");
        assertThat(recent.find(OF_ONE)).hasValueSatisfying(answer -> {
            assertThat(answer.size()).isEqualTo(5);
            assertThat(answer.entries()).extracting(Known::position).containsExactly(1L, 2L, 3L, 4L);
        });
    }

    @Test
    void forgets_everything_when_another_node_has_committed_in_between() {
        commit("one");
        read(head.size(), List.of());
        var reading = recent.reading(List.of(new Criterion(Set.of("system/two"), Set.of())));
        seal("one"); // the other node's
        commit("two");
        reading.done(2, Map.of());
        assertThat(recent.find(OF_ONE)).isEmpty();
        assertThat(recent.find(StoreFixture.having("system/two"))).isEmpty();
    }

    @Test
    void says_the_smaller_size_when_two_series_are_complete_to_different_ones() {
        commit("one");
        read(1, List.of());
        Criterion two = new Criterion(Set.of("system/two"), Set.of());
        // read after another node's commit that this node has not met yet
        recent.reading(List.of(two)).done(2, Map.of(two, List.of(known(1))));
        assertThat(recent.find(new Selection(List.of(ONE, two)))).hasValueSatisfying(answer -> {
            assertThat(answer.size()).isEqualTo(1);
            assertThat(answer.entries()).isEmpty();
        });
    }

    @Test
    void keeps_the_whole_series_of_what_an_entry_is_the_first_about_and_counts_it() {
        commit("one");
        Sealer.Sealed first = about("deployment/d");
        about("deployment/d");
        assertThat(recent.find(OF_SUBJECT)).hasValueSatisfying(answer -> assertThat(answer.entries())
                .extracting(Known::position).containsExactly(first.position(), first.position() + 1));
        assertThat(recent.lastIndexes(Set.of("deployment/d", "system/one"), head.size()))
                .isEqualTo(Map.of("deployment/d", 1L));
        assertThat(recent.lastIndexes(Set.of("deployment/d"), head.size() + 1)).isEmpty();
    }

    @Test
    void knows_the_items_of_a_deployment_it_has_watched_from_its_first_entry() {
        about("deployment/d");
        assertThat(recent.find(StoreFixture.having("item/d/i")))
                .hasValueSatisfying(answer -> assertThat(answer.entries()).isEmpty());
        assertThat(recent.lastIndexes(Set.of("item/d/i"), head.size())).isEqualTo(Map.of("item/d/i", -1L));
        assertThat(recent.lastIndexes(Set.of("item/d/i"), head.size() + 1)).isEmpty();

        Sealer.Sealed touched = about("deployment/d", "item/d/i");
        assertThat(recent.find(StoreFixture.having("item/d/i"))).hasValueSatisfying(
                answer -> assertThat(answer.entries()).extracting(Known::position).containsExactly(touched.position()));
        assertThat(recent.lastIndexes(Set.of("item/d/i"), head.size())).isEqualTo(Map.of("item/d/i", 0L));
        assertThat(recent.find(StoreFixture.having("item/d/other"))).isPresent();
        assertThat(recent.find(StoreFixture.having("item/unwatched/i"))).isEmpty();

        seal("one"); // another node's
        commit("two");
        assertThat(recent.find(StoreFixture.having("item/d/other"))).isEmpty();
    }

    @Test
    void finds_the_entries_of_an_item_among_its_deployments_whatever_they_are_about() {
        about("deployment/d");
        Sealer.Sealed first = about("deployment/d", "item/d/i");
        about("deployment/d", "item/d/j");
        Sealer.Sealed second = about("control/c", "item/d/i");
        var item = new Criterion(Set.of("item/d/i"), Set.of(first.event().type()));
        assertThat(recent.find(new Selection(List.of(item)))).hasValueSatisfying(answer -> assertThat(answer.entries())
                .extracting(Known::position).containsExactly(first.position(), second.position()));
        var none = new Criterion(Set.of("item/d/i"), Set.of("another-type"));
        assertThat(recent.find(new Selection(List.of(none))))
                .hasValueSatisfying(answer -> assertThat(answer.entries()).isEmpty());
        assertThat(recent.lastIndexes(Set.of("item/d/i", "item/d/j"), head.size()))
                .isEqualTo(Map.of("item/d/i", 1L, "item/d/j", 0L));
    }

    @Test
    void does_not_take_an_index_of_0_for_the_beginning_of_what_it_has_not_watched() {
        about("deployment/d");
        var late = new RecentEvents(1 << 20);
        Sealer.Sealed second = about("deployment/d");
        late.committed(second.position(), List.of(second));
        assertThat(late.find(OF_SUBJECT)).isEmpty();
    }

    @Test
    void lets_the_least_recently_used_go_when_there_is_too_much() {
        for (int i = 0; i < 2_000; i++) {
            about("deployment/" + i);
        }
        assertThat(recent.find(StoreFixture.having("deployment/0"))).isEmpty();
        assertThat(recent.find(StoreFixture.having("deployment/1999"))).isPresent();
    }

    private void read(long size, List<Known> found) {
        recent.reading(List.of(ONE)).done(size, Map.of(ONE, found));
    }

    private static Known known(long position) {
        return new Known(position, "type", new byte[0]);
    }

    private Sealer.Sealed commit(String system) {
        Sealer.Sealed sealed = seal(system);
        recent.committed(sealed.position(), List.of(sealed));
        return sealed;
    }

    private Sealer.Sealed about(String subject, String... tags) {
        Sealable event = StoreFixture.event("s");
        Set<String> all = new HashSet<>(Set.of(tags));
        all.add(subject);
        Sealer.Sealed sealed = seal(new Sealable(event.id(), event.type(), subject, event.streams(), all,
                event.author(), null, null, event.data(), null));
        recent.committed(sealed.position(), List.of(sealed));
        return sealed;
    }

    private Sealer.Sealed seal(String system) {
        return seal(StoreFixture.event(system));
    }

    private Sealer.Sealed seal(Sealable event) {
        Sealer.Batch batch = sealer.seal(head, List.of(event), counts, Instant.EPOCH);
        head = batch.after();
        return batch.entries().getFirst();
    }
}
