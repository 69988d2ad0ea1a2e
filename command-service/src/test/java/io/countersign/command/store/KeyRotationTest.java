package io.countersign.command.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.countersign.command.keyring.KeyRing;
import io.countersign.events.LedgerEvents.LogKeyRotated;
import io.countersign.ledger.checkpoint.Checkpoint;
import io.countersign.ledger.checkpoint.TlogProof;
import io.countersign.ledger.note.KeyFile;
import io.countersign.ledger.note.NoteRejected;
import io.countersign.ledger.note.NoteSignature;
import io.countersign.ledger.note.SignedNote;
import io.countersign.ledger.note.VerifierKey;
import io.countersign.local.Patience;
import io.countersign.local.TestParts;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KeyRotationTest {

    private static final char[] PASSWORD = "secret".toCharArray();
    private static final Instant FAR = Instant.parse("2999-01-01T00:00:00Z");
    private static final Instant LONG_AGO = Instant.parse("2000-01-01T00:00:00Z");

    private final SecureRandom random = new SecureRandom();
    private final Path file = keyFile(KeyFile.generate(random));
    private final HikariDataSource pool = new StoreFixture().pool();

    @AfterEach
    void close() {
        pool.close();
    }

    @Test
    void both_keys_sign_from_the_commit_after_the_rotation_until_the_overlap_ends_then_the_next_alone()
            throws Exception {
        KeyRing ring = ring();
        VerifierKey first = ring.first().verifierKey();
        try (LedgerStore store = opened(ring)) {
            StoreFixture.seal(store, StoreFixture.said("before"));
            VerifierKey second = rotate(store, ring, FAR);
            assertThat(signers(store)).as("the rotation itself stands under the key before").containsExactly(first);
            StoreFixture.seal(store, StoreFixture.said("overlap"));
            assertThat(signers(store)).containsExactly(first, second);

            VerifierKey third = rotate(store, ring, LONG_AGO);
            assertThat(signers(store)).containsExactly(first, second);
            StoreFixture.seal(store, StoreFixture.said("after"));
            assertThat(signers(store)).containsExactly(third);
            assertThat(store.log().keys(first).all()).containsExactly(first.format(), second.format(),
                    third.format());

            TlogProof early = TlogProof.parse(store.receipts().at(1).orElseThrow().proof());
            early.check(store.log().at(1).orElseThrow().leaf(), Checkpoint.open(early.checkpoint(), first));
        }
    }

    @Test
    void goes_on_after_a_restart_in_the_overlap_and_after_it() throws Exception {
        VerifierKey second;
        try (LedgerStore store = opened(ring())) {
            second = rotate(store, ring(), FAR);
        }
        VerifierKey third;
        KeyRing again = ring();
        try (LedgerStore store = opened(again)) {
            StoreFixture.seal(store, StoreFixture.said("overlap"));
            assertThat(signers(store)).containsExactly(again.first().verifierKey(), second);
            third = rotate(store, again, LONG_AGO);
            StoreFixture.seal(store, StoreFixture.said("after"));
        }
        try (LedgerStore store = opened(ring())) {
            StoreFixture.seal(store, StoreFixture.said("restarted"));
            assertThat(signers(store)).containsExactly(third);
            EntryTable entries = new EntryTable(pool);
            WholeCheck whole = new WholeCheck(new TailTable(pool), StoreFixture.ORIGIN, ring().all(), entries.size());
            assertThat(whole.next()).isFalse();
        }
    }

    @Test
    void another_node_follows_and_one_without_the_key_appends_nothing_until_it_has_it() throws Exception {
        Path elsewhere = TestParts.directory("keys").resolve("copy.p12");
        Files.copy(file, elsewhere);
        KeyRing ring = ring();
        try (LedgerStore one = opened(ring);
                LedgerStore sharing = opened(ring());
                LedgerStore apart = opened(KeyRing.open(elsewhere, PASSWORD, StoreFixture.ORIGIN,
                        InstantSource.system()))) {
            VerifierKey second = rotate(one, ring, FAR);
            StoreFixture.seal(sharing, StoreFixture.said("other"));
            assertThat(signers(sharing)).contains(second);

            long size = one.log().size();
            assertThatThrownBy(() -> StoreFixture.seal(apart, StoreFixture.said("lacking")))
                    .isInstanceOf(CompletionException.class).cause().isInstanceOf(StoreUnavailable.class)
                    .hasMessageContaining(second.format());
            assertThat(one.log().size()).isEqualTo(size);

            Files.copy(file, elsewhere, StandardCopyOption.REPLACE_EXISTING);
            sealsInTheEnd(apart);
            assertThat(signers(apart)).contains(second);
        }
    }

    @Test
    void callers_at_once_get_one_spare_key_and_the_file_keeps_its_mode_and_its_other_keys() throws Exception {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        Set<String> spares = new HashSet<>();
        Callable<String> asking = () -> {
            KeyRing ring = ring();
            return ring.spare(List.of(ring.first().verifierKey().format()), new SecureRandom()).format();
        };
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var each : callers.invokeAll(List.of(asking, asking))) {
                spares.add(each.get());
            }
        }
        spares.add(asking.call());

        assertThat(spares).hasSize(1);
        assertThat(ring().all()).hasSize(2);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-r-----");
        assertThat(file.resolveSibling("log.p12.new")).doesNotExist();
    }

    private LedgerStore opened(KeyRing ring) {
        LedgerStore store = LedgerStore.open(pool, StoreFixture.ORIGIN, ring, InstantSource.system());
        store.begin(UUID::randomUUID);
        return store;
    }

    private VerifierKey rotate(LedgerStore store, KeyRing ring, Instant end) {
        var keys = store.log().keys(ring.first().verifierKey());
        VerifierKey next = ring.spare(keys.all(), random);
        StoreFixture.seal(store, new LogKeyRotated(keys.current(), next.format(), end));
        return next;
    }

    private static void sealsInTheEnd(LedgerStore store) {
        Patience.until(Duration.ofSeconds(60), "it has the key", () -> {
            try {
                StoreFixture.seal(store, StoreFixture.said("has-it"));
                return true;
            } catch (CompletionException e) {
                return false;
            }
        });
    }

    private List<VerifierKey> signers(LedgerStore store) throws NoteRejected {
        SignedNote note = SignedNote.parse(store.log().checkpoint().orElseThrow());
        List<VerifierKey> all = ring().all();
        List<NoteSignature> lines = note.open(all);
        assertThat(lines).hasSameSizeAs(note.signatures());
        return lines.stream().map(line -> all.stream().filter(key -> key.signed(line)).findFirst().orElseThrow())
                .toList();
    }

    private KeyRing ring() {
        try {
            return KeyRing.open(file, PASSWORD, StoreFixture.ORIGIN, InstantSource.system());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Path keyFile(KeyFile keys) {
        Path made = TestParts.directory("keys").resolve("log.p12");
        try (OutputStream out = Files.newOutputStream(made)) {
            keys.write(out, PASSWORD, StoreFixture.ORIGIN, Instant.EPOCH);
            return made;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
