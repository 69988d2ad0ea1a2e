package io.countersign.ledger.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.ledger.checkpoint.Checkpoint;
import io.countersign.ledger.evidence.Verdict.Tampered;
import io.countersign.ledger.evidence.Verdict.Unverifiable;
import io.countersign.ledger.evidence.Verdict.Verified;
import io.countersign.ledger.hash.TreeHasher;
import io.countersign.ledger.note.SignedNote;
import io.countersign.ledger.tree.TileId;
import io.countersign.ledger.tree.TileSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogVerificationTest {

    private final TestLog log = new TestLog();

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 255, 256, 257, 5_000})
    void a_whole_log_is_verified_at(int size) {
        fill(size);
        Verdict verdict = verify(log.tiles());

        assertThat(verdict).isInstanceOf(Verified.class);
        assertThat(verdict.checks()).anyMatch(check -> check.startsWith("entries: all " + size + " are well-formed"));
    }

    @Test
    void a_byte_changed_in_an_entry_is_found_there_or_at_the_next_link() {
        fill(600);
        byte[] original = log.entry(300);
        int offset = 2 * 44 + entriesBefore(300);
        for (int i = 0; i < original.length; i++) {
            int at = offset + i + 2;
            Fault fault = fault(verify(changing(TileId.ENTRIES, 1, at)));
            assertThat(fault.position()).as("byte %d: %s", i, fault).isIn(300L, 301L);
        }
    }

    @Test
    void a_changed_tile_names_the_leaf() {
        fill(600);

        Fault fault = fault(verify(changing(0, 1, 10 * 32 + 3)));

        assertThat(fault.position()).isEqualTo(266);
        assertThat(fault.file()).isEqualTo("tile/0/001");
        assertThat(fault(verify(changing(1, 0, 40))).file()).isEqualTo("tile/1/000.p/2");
        assertThat(fault(verify(changing(0, 2, 0))).file()).isEqualTo("tile/0/002.p/88");
    }

    @Test
    void a_gap_in_a_stream_a_broken_link_and_time_running_backwards_are_named() {
        fill(3);
        log.append("countersign.test.v1", TestLog.START, null, "{}");
        assertThat(fault(verify(log.tiles())).what()).isEqualTo("time");

        TestLog unlinked = new TestLog();
        unlinked.append("countersign.test.v1", TestLog.START, TreeHasher.leaf(new byte[0]), "{}");
        assertThat(fault(Verification.ofLog(unlinked.checkpoint(), unlinked.tiles(), trust())).what())
                .isEqualTo("previous");

        TestLog gap = new TestLog();
        gap.append("countersign.test.v1", "{}", "deployment/a");
        String second = new String(gap.entry(0), StandardCharsets.UTF_8)
                .replace("\"position\":\"0\"", "\"position\":\"1\"").replace("deployment/a#0", "deployment/a#2")
                .replaceFirst("\"previous\":\"[^\"]*\"", "\"previous\":\"" + TreeHasher.leaf(gap.entry(0)) + "\"");
        gap.appendRaw(second.getBytes(StandardCharsets.UTF_8));
        Fault fault = fault(Verification.ofLog(gap.checkpoint(), gap.tiles(), trust()));
        assertThat(fault).isEqualTo(new Fault(1L, "tile/entries/000.p/2", "index in stream deployment/a", "1", "2"));
    }

    @Test
    void a_checkpoint_over_another_tree_is_refused() {
        fill(10);
        SignedNote forged = new Checkpoint(TestLog.ORIGIN, 10, TreeHasher.leaf(new byte[0])).sign(log.logKey);

        assertThat(fault(Verification.ofLog(forged, log.tiles(), trust())).file()).isEqualTo("checkpoint");
    }

    @Test
    void a_log_that_cannot_be_read_or_whose_key_is_unknown_is_unverifiable() {
        fill(10);
        TileSource broken = _ -> {
            throw new UncheckedIOException(new IOException("connection refused"));
        };

        assertThat(Verification.ofLog(log.checkpoint(), broken, trust())).isInstanceOf(Unverifiable.class);
        assertThat(Verification.ofLog(log.checkpoint(), log.tiles(), Trust.of(List.of())))
                .isInstanceOf(Unverifiable.class);
    }

    private void fill(int size) {
        for (int i = 0; i < size; i++) {
            log.append("countersign.test.v1", "{\"n\":" + i + "}", "deployment/" + i % 7);
        }
    }

    private int entriesBefore(int position) {
        int bytes = 0;
        for (int i = 256; i < position; i++) {
            bytes += log.entry(i).length;
        }
        return bytes;
    }

    private Verdict verify(TileSource source) {
        return Verification.ofLog(log.checkpoint(), source, trust());
    }

    private Trust trust() {
        return Trust.of(List.of(log.logKey.verifierKey()));
    }

    private TileSource changing(int level, long index, int at) {
        TileSource honest = log.tiles();
        return wanted -> wanted.stream().map(id -> {
            byte[] bytes = honest.read(List.of(id)).getFirst().clone();
            if (id.level() == level && id.index() == index) {
                bytes[at] ^= 1;
            }
            return bytes;
        }).toList();
    }

    private static Fault fault(Verdict verdict) {
        assertThat(verdict).isInstanceOf(Tampered.class);
        return ((Tampered) verdict).firstFault();
    }
}
