package io.countersign.ledger.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.ledger.checkpoint.Checkpoint;
import io.countersign.ledger.evidence.Verdict.Tampered;
import io.countersign.ledger.evidence.Verdict.Unverifiable;
import io.countersign.ledger.evidence.Verdict.Verified;
import io.countersign.ledger.hash.Digest;
import io.countersign.ledger.hash.TreeHasher;
import io.countersign.ledger.note.Ed25519;
import io.countersign.ledger.note.SignedNote;
import io.countersign.ledger.timestamp.TestAuthority;
import io.countersign.ledger.timestamp.TimestampRequest;
import io.countersign.ledger.tree.TileId;
import io.countersign.ledger.tree.TileSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Questions to a log that are answered from a few tiles. */
class LogInquiryTest {

    private static final int LARGE = 66_000;

    private final TestLog log = new TestLog();
    private final List<TileId> read = new ArrayList<>();

    @Test
    void in_a_large_log_an_entry_and_a_parting_are_found_with_few_tiles() {
        grow(log, LARGE, -1);
        for (long position : new long[]{0, 255, 256, 65_535, 65_536, LARGE - 1}) {
            read.clear();
            Verdict verdict = ask(counted(log.tiles())).entry(position).verdict();
            assertThat(verdict).isInstanceOf(Verified.class);
            assertThat(verdict.checks())
                    .anyMatch(check -> check.startsWith("entry " + position + ": countersign.test.v1"));
            assertThat(read).hasSizeLessThanOrEqualTo(1 + 2 * 3);
        }
        TestLog mirror = new TestLog();
        grow(mirror, LARGE - 1, 40_000);
        read.clear();
        Fault fault = fault(ask(counted(log.tiles())).mirroredBy("mirror", mirror.checkpoint(), mirror.tiles())
                .verdict());
        assertThat(fault.position()).isEqualTo(40_000);
        assertThat(read).noneMatch(id -> id.level() == TileId.ENTRIES).hasSizeLessThan(25);
    }

    @Test
    void a_changed_entry_is_named_by_both_hashes_and_a_changed_tile_by_the_root() {
        grow(log, 600, -1);
        Fault entry = fault(ask(changing(TileId.ENTRIES, 1, 10)).entry(256).verdict());
        assertThat(entry.position()).isEqualTo(256);
        assertThat(entry.what()).isEqualTo("leaf hash");
        assertThat(entry.expected()).isEqualTo(TreeHasher.leaf(log.entry(256)).base64());

        Fault tile = fault(ask(changing(0, 1, 5 * 32)).entry(256).verdict());
        assertThat(tile.what()).isEqualTo("inclusion in the tree of the checkpoint");
        assertThat(ask(changing(TileId.ENTRIES, 1, 0)).entry(256).verdict()).isInstanceOf(Tampered.class);
    }

    @Test
    void what_is_not_there_yet_is_missing_and_tiles_of_a_wrong_length_are_faults() {
        grow(log, 300, -1);
        for (long position : new long[]{300, -2, Long.MAX_VALUE}) {
            assertThat(ask(log.tiles()).entry(position).verdict()).isInstanceOf(Unverifiable.class);
            assertThat(ask(log.tiles()).consistentWith(position + 1).verdict()).isInstanceOf(Unverifiable.class);
        }
        for (int length : new int[]{0, 31, 10_000}) {
            TileSource misshapen = wanted -> wanted.stream()
                    .map(id -> id.level() < 0 ? log.tiles().read(List.of(id)).getFirst() : new byte[length]).toList();
            assertThat(fault(ask(misshapen).entry(1).verdict()).what()).isEqualTo("length");
            assertThat(fault(ask(misshapen).consistentWith(7).verdict()).what()).isEqualTo("length");
        }
        TileSource broken = _ -> {
            throw new UncheckedIOException(new IOException("connection refused"));
        };
        assertThat(ask(broken).entry(1).verdict()).isInstanceOf(Unverifiable.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 255, 256, 300, 511, 600})
    void an_older_checkpoint_is_proven_to_be_the_beginning(int size) {
        grow(log, size, -1);
        SignedNote kept = log.checkpoint();
        grow(log, 600 - size, -1);
        Verdict verdict = ask(log.tiles()).consistentWith("kept.txt", kept).consistentWith(size).verdict();

        assertThat(verdict).isInstanceOf(Verified.class);
        assertThat(verdict.checks())
                .anyMatch(check -> check.startsWith("consistency: the " + size + " entries of kept"))
                .anyMatch(check -> check.startsWith("consistency: the first " + size + " entries, with root "
                        + root(kept)));
    }

    @Test
    void an_older_checkpoint_of_another_history_is_a_fork_with_both_roots() {
        TestLog other = new TestLog();
        grow(other, 300, 100);
        grow(log, 600, -1);

        Fault fault = fault(ask(log.tiles()).consistentWith("kept.txt", other.checkpoint()).verdict());

        assertThat(fault.file()).isEqualTo("kept.txt");
        assertThat(fault.what()).startsWith("root of the first 300 entries (the log was forked or rewritten");
        assertThat(fault.expected()).isEqualTo(root(other.checkpoint()));
        grow(other, 300, -1);
        assertThat(fault(ask(log.tiles()).consistentWith("kept.txt", other.checkpoint()).verdict()).found())
                .isEqualTo(root(log.checkpoint()));
        grow(other, 1, -1);
        assertThat(ask(log.tiles()).consistentWith("kept.txt", other.checkpoint()).verdict())
                .isInstanceOf(Unverifiable.class);
    }

    @Test
    void an_older_checkpoint_that_the_log_has_not_signed_proves_nothing() {
        grow(log, 10, -1);
        SignedNote forged = SignedNote.sign(log.checkpoint().text(), Ed25519.signer(TestLog.ORIGIN, TestLog.key(9)));
        SignedNote elsewhere = new Checkpoint("other.example/ledger", 0, TreeHasher.EMPTY)
                .sign(Ed25519.signer("other.example/ledger", TestLog.key(9)));

        assertThat(fault(ask(log.tiles()).consistentWith("kept.txt", forged).verdict()).what()).isEqualTo("signature");
        assertThat(fault(ask(log.tiles()).consistentWith("kept.txt", elsewhere).verdict()).what()).isEqualTo("origin");
    }

    @ParameterizedTest
    @CsvSource({"600,0", "600,255", "600,256", "600,599", "300,299", "256,17", "512,511", "1,0"})
    void a_mirror_that_goes_another_way_parts_where_the_first_entry_differs(int size, int position) {
        grow(log, 600, -1);
        TestLog mirror = new TestLog();
        grow(mirror, size, position);

        for (boolean turned : new boolean[]{false, true}) {
            TestLog one = turned ? mirror : log;
            TestLog other = turned ? log : mirror;
            Fault fault = fault(Verification.inquire(one.checkpoint(), one.tiles(), trust())
                    .mirroredBy("mirror", other.checkpoint(), other.tiles()).verdict());
            assertThat(fault).isEqualTo(new Fault((long) position, null, "leaf hash (the log and mirror part here)",
                    TreeHasher.leaf(one.entry(position)).base64(), TreeHasher.leaf(other.entry(position)).base64()));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 256, 300, 600})
    void a_mirror_that_lags_is_the_beginning_of_the_log(int size) {
        TestLog mirror = new TestLog();
        grow(mirror, size, -1);
        grow(log, 600, -1);

        assertThat(ask(log.tiles()).mirroredBy("mirror", mirror.checkpoint(), mirror.tiles()).verdict().checks())
                .contains("mirror: mirror, at size " + size + ", "
                        + (size == 600 ? "is the same log" : "is the beginning of the log") + ", at size 600");
        assertThat(Verification.inquire(mirror.checkpoint(), mirror.tiles(), trust())
                .mirroredBy("log", log.checkpoint(), log.tiles()).verdict()).isInstanceOf(Verified.class);
    }

    @Test
    void a_mirror_whose_tiles_do_not_fit_its_own_checkpoint_is_named_and_not_the_log() {
        grow(log, 600, -1);
        TestLog mirror = new TestLog();
        grow(mirror, 600, 300);
        for (int level : new int[]{0, 1}) {
            TileSource broken = changing(mirror.tiles(), level, level == 0 ? 1 : 0, 33);
            Fault fault = fault(ask(log.tiles()).mirroredBy("mirror", mirror.checkpoint(), broken).verdict());
            assertThat(fault.file()).startsWith("mirror");
            assertThat(fault.position()).isNull();
        }
    }

    @Test
    void several_questions_have_one_verdict() {
        grow(log, 600, -1);
        Verdict verdict = ask(log.tiles()).entry(5).consistentWith(300).whole(List.of("deployment/1"), 2).verdict();

        assertThat(verdict).isInstanceOf(Verified.class);
        assertThat(verdict.account().populations()).hasSize(1);
        assertThat(verdict.account().existedBy()).contains(new ExistedBy(TestLog.START.plusSeconds(60),
                "cosignature of " + TestLog.ORIGIN + "/query"));
        assertThat(Verification.inquire(log.checkpoint(), log.tiles(), Trust.of(List.of())).entry(5).verdict())
                .isInstanceOf(Unverifiable.class);
    }

    @Test
    void a_trusted_timestamp_bounds_when_the_entries_existed_and_an_unknown_one_is_named() throws Exception {
        grow(log, 10, -1);
        TestAuthority authority = TestAuthority.named("Some Clock");
        Digest imprint = Digest.sha256(log.checkpoint().text().getBytes(java.nio.charset.StandardCharsets.UTF_8));
        byte[] token = stamp(authority, imprint);
        Trust trusted = trust().withTimestampAuthorities(List.of(authority.root()));

        Verdict verdict = Verification.inquire(log.checkpoint(), log.tiles(), trusted).stampedBy("a.tsr", token)
                .verdict();
        assertThat(verdict).isInstanceOf(Verified.class);
        assertThat(verdict.account().existedBy().orElseThrow().by()).contains("Some Clock");
        Verdict unknown = ask(log.tiles()).stampedBy("a.tsr", token).verdict();
        assertThat(unknown).isInstanceOf(Verified.class);
        assertThat(unknown.notChecked()).anyMatch(line -> line.startsWith("a.tsr: whose word it is"));
        byte[] other = stamp(authority, Digest.sha256());
        assertThat(fault(Verification.inquire(log.checkpoint(), log.tiles(), trusted).stampedBy("a.tsr", other)
                .verdict()).file()).isEqualTo("a.tsr");
        assertThat(fault(ask(log.tiles()).stampedBy("a.tsr", new byte[0]).verdict()).what()).isEqualTo("timestamp");
    }

    private static byte[] stamp(TestAuthority authority, Digest imprint) throws Exception {
        return authority.answer(new TimestampRequest(imprint, java.math.BigInteger.TWO).encoded(),
                TestLog.START.minusSeconds(3_600));
    }

    /** @param other position at which this history differs from the usual one; -1 for none */
    private static void grow(TestLog log, int count, int other) {
        for (int i = 0; i < count; i++) {
            long position = log.size();
            log.append("countersign.test.v1", "{\"n\":" + (position == other ? -1 : position) + "}",
                    "deployment/" + position % 7);
        }
    }

    private LogInquiry ask(TileSource source) {
        return Verification.inquire(log.checkpoint(), source, trust());
    }

    private Trust trust() {
        return Trust.of(List.of(log.logKey.verifierKey(), log.witness.verifierKey()));
    }

    private TileSource counted(TileSource source) {
        return wanted -> {
            read.addAll(wanted);
            return source.read(wanted);
        };
    }

    private TileSource changing(int level, long index, int at) {
        return changing(log.tiles(), level, index, at);
    }

    private static TileSource changing(TileSource honest, int level, long index, int at) {
        return wanted -> wanted.stream().map(id -> {
            byte[] bytes = Arrays.copyOf(honest.read(List.of(id)).getFirst(),
                    honest.read(List.of(id)).getFirst().length);
            if (id.level() == level && id.index() == index && at < bytes.length) {
                bytes[at] ^= 1;
            }
            return bytes;
        }).toList();
    }

    private static String root(SignedNote note) {
        return note.text().lines().toList().get(2);
    }

    private static Fault fault(Verdict verdict) {
        assertThat(verdict).isInstanceOf(Tampered.class);
        return ((Tampered) verdict).firstFault();
    }
}
