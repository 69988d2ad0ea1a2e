package io.countersign.query.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.countersign.ledger.entry.Entry;
import io.countersign.ledger.entry.EntryCodec;
import io.countersign.ledger.entry.StreamIndex;
import io.countersign.ledger.hash.Digest;
import io.countersign.ledger.hash.TreeHasher;
import io.countersign.query.History;
import io.countersign.query.SealedLog;
import io.countersign.query.SealedLog.Sealed;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntryGateTest {

    private final SealedLog log = new SealedLog();
    private EntryGate gate = fresh();

    @BeforeEach
    void a_log_of_a_few_entries() {
        History.begin(log);
        History.open(log, History.scope(1));
        History.open(log, History.scope(2));
    }

    private static EntryGate fresh() {
        return new EntryGate(SealedLog.ORIGIN, 0, TreeHasher.EMPTY, Instant.EPOCH, new EntryGate.Known() {
            @Override
            public Digest leafAt(long position) {
                throw new AssertionError("nothing was let in before");
            }

            @Override
            public long nextIndex(String stream) {
                return 0;
            }
        });
    }

    private Sealed record(int position) {
        return log.records().get(position);
    }

    private static Arrival arrival(Sealed sealed) {
        return new Arrival(sealed.position(), sealed.leaf(), sealed.bytes(), sealed.checkpoint());
    }

    private void admitUntil(int end) throws IntakeFault {
        for (int i = 0; i < end; i++) {
            assertThat(gate.admit(arrival(record(i)))).isPresent();
        }
    }

    private Fault refused(Arrival arrival) {
        long before = gate.size();
        Fault fault = catchThrowableOfType(IntakeFault.class, () -> gate.admit(arrival)).fault();
        assertThat(gate.size()).as("nothing was let in").isEqualTo(before);
        return fault;
    }

    /** The entry at a position, sealed anew with something else in it: its own bytes and leaf hash agree. */
    private Arrival forged(int position, UnaryOperator<Entry> change) throws Exception {
        byte[] bytes = EntryCodec.encode(change.apply(EntryCodec.decode(record(position).bytes())));
        return new Arrival(position, TreeHasher.leaf(bytes), bytes, null);
    }

    @Test
    void lets_a_whole_log_in_and_drops_every_repeat() throws IntakeFault {
        admitUntil(log.records().size());
        for (Sealed each : log.records()) {
            assertThat(gate.admit(arrival(each))).isEmpty();
        }
        assertThat(gate.size()).isEqualTo(log.records().size());
    }

    /** As many entries are let in before any is stored, all of them, or some. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 100})
    void remembers_what_is_not_stored_and_asks_for_what_is(int atOnce) throws Exception {
        Map<String, Long> indexes = new HashMap<>();
        int[] stored = {0};
        gate = new EntryGate(SealedLog.ORIGIN, 0, TreeHasher.EMPTY, Instant.EPOCH, new EntryGate.Known() {
            @Override
            public Digest leafAt(long position) {
                assertThat(position).isLessThan(stored[0]);
                return record((int) position).leaf();
            }

            @Override
            public long nextIndex(String stream) {
                return indexes.getOrDefault(stream, 0L);
            }
        }, 0);
        int all = log.records().size();
        for (int i = 0; i < all; i++) {
            assertThat(gate.admit(arrival(record(i)))).isPresent();
            if ((i + 1) % atOnce == 0) {
                // the last one waits for its checkpoint
                for (int to = atOnce == 3 ? i : i + 1; stored[0] < to; stored[0]++) {
                    EntryCodec.decode(record(stored[0]).bytes()).streams()
                            .forEach(s -> indexes.put(s.stream(), s.index() + 1));
                }
                gate.stored(stored[0]);
            }
            assertThat(gate.admit(arrival(record(i / 2)))).isEmpty();
        }
        assertThat(refused(forged(1, e -> new Entry(e.id(), e.source(), e.type(), e.subject(), e.time().plusSeconds(1),
                e.position(), e.previous(), e.streams(), e.author(), null, null, e.data()))).what())
                .contains("forked");
    }

    @Test
    void refuses_a_gap_naming_what_is_missing() throws IntakeFault {
        admitUntil(3);
        Fault fault = refused(arrival(record(5)));
        assertThat(fault.position()).isEqualTo(3);
        assertThat(fault.found()).isEqualTo("position 5");
    }

    @Test
    void refuses_every_single_changed_byte() throws IntakeFault {
        admitUntil(3);
        for (int at = 0; at < record(3).bytes().length; at++) {
            byte[] changed = record(3).bytes().clone();
            changed[at] ^= 1;
            Fault fault = refused(new Arrival(3, record(3).leaf(), changed, null));
            assertThat(fault.position()).isEqualTo(3);
            assertThat(fault.expected()).isEqualTo(record(3).leaf().toString());
        }
    }

    @Test
    void refuses_what_does_not_link_to_the_entry_before() throws Exception {
        admitUntil(3);
        Digest other = Digest.sha256("other".getBytes(StandardCharsets.UTF_8));
        Fault fault = refused(
                forged(3, e -> new Entry(e.id(), e.source(), e.type(), e.subject(), e.time(), e.position(),
                        other, e.streams(), e.author(), null, null, e.data())));
        assertThat(fault.what()).contains("link");
        assertThat(fault.expected()).isEqualTo(record(2).leaf().toString());
    }

    @Test
    void refuses_a_fork_of_what_it_let_in() throws Exception {
        admitUntil(5);
        Fault fault = refused(
                forged(3, e -> new Entry(e.id(), e.source(), e.type(), e.subject(), e.time().plusSeconds(1),
                        e.position(), e.previous(), e.streams(), e.author(), null, null, e.data())));
        assertThat(fault.position()).isEqualTo(3);
        assertThat(fault.what()).contains("forked");
    }

    @Test
    void refuses_time_running_backwards() throws Exception {
        admitUntil(7);
        Fault fault = refused(forged(7, e -> new Entry(e.id(), e.source(), e.type(), e.subject(), Instant.EPOCH,
                e.position(), e.previous(), e.streams(), e.author(), null, null, e.data())));
        assertThat(fault.what()).contains("backwards");
    }

    @Test
    void refuses_a_stream_index_that_jumps() throws Exception {
        admitUntil(8);
        Fault fault = refused(forged(8, e -> withStreams(e, s -> new StreamIndex(s.stream(), s.index() + 1))));
        assertThat(fault.what()).contains("jumps");
    }

    @Test
    void refuses_an_entry_counted_in_other_streams_than_its_event_says() throws Exception {
        admitUntil(7);
        Fault fault = refused(forged(7, e -> withStreams(e,
                s -> s.stream().startsWith("system/") ? new StreamIndex("system/elsewhere", 0) : s)));
        assertThat(fault.what()).contains("other streams");
    }

    private static Entry withStreams(Entry e, UnaryOperator<StreamIndex> change) {
        List<StreamIndex> streams = e.streams().stream().map(change).toList();
        return new Entry(e.id(), e.source(), e.type(), e.subject(), e.time(), e.position(), e.previous(), streams,
                e.author(), null, null, e.data());
    }

    @Test
    void refuses_another_log_and_a_position_other_than_announced() throws Exception {
        admitUntil(3);
        assertThat(
                refused(forged(3, e -> new Entry(e.id(), "another/log", e.type(), e.subject(), e.time(), e.position(),
                        e.previous(), e.streams(), e.author(), null, null, e.data()))).what())
                .contains("another log");
        assertThat(refused(new Arrival(3, record(4).leaf(), record(4).bytes(), null)).what()).contains("elsewhere");
    }
}
