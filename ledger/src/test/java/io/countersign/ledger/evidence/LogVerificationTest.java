package io.countersign.ledger.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.ledger.checkpoint.Checkpoint;
import io.countersign.ledger.evidence.Verdict.Tampered;
import io.countersign.ledger.evidence.Verdict.Unverifiable;
import io.countersign.ledger.evidence.Verdict.Verified;
import io.countersign.ledger.hash.TreeHasher;
import io.countersign.ledger.note.Ed25519;
import io.countersign.ledger.note.NoteSigner;
import io.countersign.ledger.note.SignedNote;
import io.countersign.ledger.tree.TileId;
import io.countersign.ledger.tree.TileSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
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
    void a_byte_changed_in_an_entry_is_found_there_and_named_by_both_hashes() {
        fill(600);
        for (int position : new int[]{300, 511, 599}) {
            byte[] original = log.entry(position);
            int first = position / 256 * 256;
            int offset = 2 * (position - first + 1) + entriesBetween(first, position);
            for (int i = 0; i < original.length; i += position == 300 ? 1 : 37) {
                Fault fault = fault(verify(changing(TileId.ENTRIES, position / 256, offset + i)));
                byte[] changed = original.clone();
                changed[i] ^= 1;
                assertThat(fault.position()).as("byte %d: %s", i, fault).isEqualTo(position);
                assertThat(fault.what()).startsWith("leaf hash");
                assertThat(fault.expected()).isEqualTo(TreeHasher.leaf(original).base64());
                assertThat(fault.found()).isEqualTo(TreeHasher.leaf(changed).base64());
            }
        }
    }

    @Test
    void a_length_changed_in_a_bundle_names_the_entry_behind_it() {
        fill(600);
        int offset = 2 * 44 + entriesBetween(256, 300);

        assertThat(fault(verify(changing(TileId.ENTRIES, 1, offset))).position()).isEqualTo(300);
        assertThat(fault(verify(changing(TileId.ENTRIES, 1, offset + 1))).position()).isEqualTo(300);
    }

    @Test
    void an_entry_and_its_tile_changed_together_are_found_at_the_next_link() {
        fill(600);
        byte[] changed = new String(log.entry(300), StandardCharsets.UTF_8).replace("{\"n\":300}", "{\"n\":301}")
                .getBytes(StandardCharsets.UTF_8);
        int offset = 2 * 45 + entriesBetween(256, 300);

        Fault fault = fault(verify(wanted -> wanted.stream().map(id -> {
            byte[] bytes = log.tiles().read(List.of(id)).getFirst().clone();
            if (id.index() == 1 && id.level() == TileId.ENTRIES) {
                System.arraycopy(changed, 0, bytes, offset, changed.length);
            } else if (id.index() == 1 && id.level() == 0) {
                TreeHasher.leaf(changed).copyTo(bytes, 44 * 32);
            }
            return bytes;
        }).toList()));

        assertThat(fault).isEqualTo(new Fault(301L, "tile/entries/001", "previous",
                TreeHasher.leaf(changed).base64(), TreeHasher.leaf(log.entry(300)).base64()));
    }

    @Test
    void of_several_faults_the_first_in_the_log_is_named_however_many_threads() {
        fill(5_000);
        TileSource honest = log.tiles();
        TileSource broken = wanted -> wanted.stream().map(id -> {
            byte[] bytes = honest.read(List.of(id)).getFirst().clone();
            if (id.level() == TileId.ENTRIES && id.index() % 7 == 3) {
                bytes[bytes.length - 3] ^= 1;
            }
            return bytes;
        }).toList();
        for (int threads : new int[]{1, 2, 7}) {
            Verdict verdict = Verification.ofLog(log.checkpoint(), broken, trust(), List.of(), threads);
            assertThat(fault(verdict).position()).isEqualTo(3 * 256 + 255);
        }
    }

    @Test
    void bytes_behind_the_last_entry_of_a_full_bundle_are_a_fault() {
        fill(600);
        TileSource honest = log.tiles();

        Fault fault = fault(verify(wanted -> wanted.stream().map(id -> {
            byte[] bytes = honest.read(List.of(id)).getFirst();
            return id.level() == TileId.ENTRIES && id.index() == 1 ? Arrays.copyOf(bytes, bytes.length + 1) : bytes;
        }).toList()));

        assertThat(fault.file()).isEqualTo("tile/entries/001");
        assertThat(fault.what()).isEqualTo("length");
    }

    @Test
    void an_older_checkpoint_is_verified_by_tiles_that_have_grown_since() {
        fill(300);
        SignedNote older = log.checkpoint();
        fill(400);
        TileSource grown = wanted -> log.tiles()
                .read(wanted.stream().map(id -> TileId.in(log.size(), id.level(), id.index())).toList());

        assertThat(Verification.ofLog(older, grown, trust())).isInstanceOf(Verified.class);
    }

    @Test
    void a_population_is_shown_complete_up_to_the_checkpoint_and_an_empty_one_is_said_to_be() {
        fill(600);
        Verdict verdict = Verification.ofLog(log.checkpoint(), log.tiles(), trust(),
                List.of("deployment/5", "deployment/none"), 2);

        assertThat(verdict).isInstanceOf(Verified.class);
        assertThat(verdict.account().populations()).containsExactly(new Population("deployment/5", 85, 5, 593, 600),
                new Population("deployment/none", 0, -1, -1, 600));
        assertThat(verdict.checks()).contains(
                "population: deployment/5: complete; 85 entries, index 0 to 84, positions 5 to 593, up to the checkpoint at size 600");
    }

    @Test
    void many_streams_are_counted_each_by_itself() {
        for (int i = 0; i < 3_000; i++) {
            log.append("countersign.test.v1", "{}", "deployment/" + i % 2_500, "x/" + i,
                    "y/" + "z".repeat(i % 200) + i);
        }
        Verdict verdict = Verification.ofLog(log.checkpoint(), log.tiles(), trust(), List.of("deployment/7", "x/2999"),
                2);

        assertThat(verdict.checks()).contains("streams: the entries of each of 8502 are numbered from 0 without gaps");
        assertThat(verdict.account().populations()).containsExactly(new Population("deployment/7", 2, 7, 2_507, 3_000),
                new Population("x/2999", 1, 2_999, 2_999, 3_000));
    }

    @Test
    void any_of_the_keys_given_suffices_and_lines_by_others_are_named() {
        fill(10);
        NoteSigner next = Ed25519.signer(TestLog.ORIGIN, TestLog.key(7));
        Trust rotated = Trust.of(List.of(log.logKey.verifierKey(), next.verifierKey()));
        SignedNote old = log.checkpoint();
        SignedNote both = old.with(next.sign(old.text()));
        SignedNote onlyNew = SignedNote.sign(old.text(), next);

        for (SignedNote each : List.of(old, both, onlyNew)) {
            assertThat(Verification.ofLog(each, log.tiles(), rotated)).isInstanceOf(Verified.class);
        }
        Verdict verdict = Verification.ofLog(both, log.tiles(), trust());
        assertThat(verdict).isInstanceOf(Verified.class);
        assertThat(verdict.notChecked()).hasSize(2).anyMatch(line -> line.contains(TestLog.ORIGIN + ", key ID"));
        assertThat(fault(Verification.ofLog(onlyNew, log.tiles(), trust())).file()).isEqualTo("checkpoint");
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

    private int entriesBetween(int from, int to) {
        int bytes = 0;
        for (int i = from; i < to; i++) {
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
