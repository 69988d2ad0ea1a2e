package io.countersign.command.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.command.decision.Refusing;
import io.countersign.command.decision.Upload;
import io.countersign.command.evidence.EvidenceStore.BrokenOff;
import io.countersign.command.evidence.EvidenceStore.Opened;
import io.countersign.command.evidence.EvidenceStore.Put;
import io.countersign.ledger.hash.Digest;
import io.countersign.ledger.note.KeyFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.Security;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import javax.crypto.KeyGenerator;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EvidenceStoreTest {

    private static final byte[] REPORT = "report".getBytes(StandardCharsets.UTF_8);
    private static final String NAME = Digest.sha256(REPORT).hex();
    private static final Instant FAR = Instant.parse("2999-01-01T00:00:00Z");
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final KeyFile KEYS = KeyFile.generate(RANDOM).withEvidenceKey(RANDOM);

    @TempDir
    Path directory;
    private EvidenceStore store;

    @BeforeEach
    void open() throws IOException {
        store = new EvidenceStore(directory, MasterKeys.of(KEYS.evidence()), RANDOM, 1 << 20);
    }

    @Test
    void sweeps_an_upload_that_nobody_named() throws IOException {
        put(NAME);
        store.sweep(Instant.EPOCH);
        assertThat(store.has(NAME)).isTrue();
        store.sweep(FAR);
        assertThat(store.has(NAME)).isFalse();
    }

    @Test
    void never_sweeps_what_was_named() throws IOException {
        put(NAME);
        assertThat(store.keep(List.of(NAME, "0".repeat(64), "../../etc/passwd")))
                .isEqualTo(Map.of(NAME, new Upload(6, "text/plain")));
        store.sweep(FAR);
        assertThat(read(NAME)).isEqualTo(REPORT);
        assertThat(store.keep(List.of(NAME))).isEqualTo(Map.of(NAME, new Upload(6, "text/plain")));
    }

    @Test
    void stores_nothing_under_a_digest_that_is_not_the_bytes_own() throws IOException {
        String other = "0".repeat(64);
        assertThat(put(other)).isEqualTo(Put.MISMATCH);
        assertThat(store.has(other)).isFalse();
        assertThat(files()).isEmpty();
    }

    @Test
    void knows_a_file_again_without_reading_it() throws IOException {
        assertThat(put(NAME)).isEqualTo(Put.NEW);
        assertThat(put(NAME)).isEqualTo(Put.KNOWN);
    }

    @Test
    void leaves_nothing_of_a_file_that_is_too_large_or_breaks_off() throws IOException {
        assertThat(store.put(NAME, endless())).isEqualTo(Put.TOO_LARGE);
        assertThat(files()).isEmpty();
        InputStream broken = new InputStream() {
            private int left = 200_000;

            @Override
            public int read() throws IOException {
                if (left-- <= 0) {
                    throw new IOException("connection reset");
                }
                return 7;
            }
        };
        assertThatThrownBy(() -> store.put(NAME, broken)).isInstanceOf(BrokenOff.class);
        assertThat(files()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, Segments.BYTES - 1, Segments.BYTES, Segments.BYTES + 1, 3 * Segments.BYTES, 300_001})
    void gives_back_the_bytes_and_keeps_none_of_them_readable(int length) throws IOException {
        byte[] bytes = bytes(length);
        String name = Digest.sha256(bytes).hex();
        assertThat(store.put(name, new ByteArrayInputStream(bytes))).isEqualTo(Put.NEW);

        try (Opened opened = store.open(name).orElseThrow()) {
            assertThat(opened.size()).isEqualTo(length);
            assertThat(opened.bytes().readAllBytes()).isEqualTo(bytes);
        }
        byte[] stored = Files.readAllBytes(only());
        assertThat(stored).hasSize(Math.toIntExact(Header.BYTES + length + 16 * Segments.count(length)));
        if (length > 1000) {
            assertThat(new String(stored, StandardCharsets.ISO_8859_1))
                    .doesNotContain(new String(bytes, 100, 16, StandardCharsets.ISO_8859_1));
        }
    }

    /** Every byte of the header and bytes all over the segments. */
    @Test
    void notices_every_changed_byte_and_names_the_file() throws IOException {
        byte[] bytes = bytes(2 * Segments.BYTES + 10);
        String name = Digest.sha256(bytes).hex();
        store.put(name, new ByteArrayInputStream(bytes));
        Path file = only();
        byte[] stored = Files.readAllBytes(file);
        for (int i = 0; i < stored.length; i += i < Header.BYTES + 3 ? 1 : 7919) {
            byte[] changed = stored.clone();
            changed[i] ^= 1;
            Files.write(file, changed);
            assertThatThrownBy(() -> read(name)).as("byte %d", i).isInstanceOf(DamagedEvidence.class)
                    .hasMessageContaining(name);
        }
        assertThat(store.damaged()).containsExactly(name);
    }

    @Test
    void notices_a_file_that_was_cut_lengthened_reordered_or_put_in_anothers_place() throws IOException {
        byte[] bytes = bytes(3 * Segments.BYTES);
        String name = Digest.sha256(bytes).hex();
        store.put(name, new ByteArrayInputStream(bytes));
        Path file = only();
        byte[] stored = Files.readAllBytes(file);
        int segment = Segments.BYTES + Segments.TAG_BYTES;

        byte[] swapped = stored.clone();
        System.arraycopy(stored, Header.BYTES, swapped, Header.BYTES + segment, segment);
        System.arraycopy(stored, Header.BYTES + segment, swapped, Header.BYTES, segment);
        for (byte[] changed : List.of(Arrays.copyOf(stored, stored.length - segment),
                Arrays.copyOf(stored, stored.length - 1), Arrays.copyOf(stored, stored.length + 1),
                Arrays.copyOf(stored, Header.BYTES), Arrays.copyOf(stored, 20), new byte[0], swapped)) {
            Files.write(file, changed);
            assertThatThrownBy(() -> read(name)).isInstanceOf(DamagedEvidence.class);
        }
        assertThatThrownBy(() -> {
            Files.write(file, new byte[Header.BYTES + 5]);
            store.keep(List.of(name));
        }).isInstanceOf(UncheckedIOException.class).hasCauseInstanceOf(DamagedEvidence.class);

        String other = "ab".repeat(32);
        Files.write(file.resolveSibling(other + ".enc"), stored);
        assertThatThrownBy(() -> read(other)).isInstanceOf(DamagedEvidence.class)
                .hasMessageContaining("cannot be unwrapped");
    }

    /** Whoever reads piece by piece has had right bytes only, and is told before the end. */
    @Test
    void hands_out_nothing_that_was_not_checked() throws IOException {
        byte[] bytes = bytes(2 * Segments.BYTES);
        String name = Digest.sha256(bytes).hex();
        store.put(name, new ByteArrayInputStream(bytes));
        byte[] stored = Files.readAllBytes(only());
        stored[stored.length - 1] ^= 1;
        Files.write(only(), stored);

        try (Opened opened = store.open(name).orElseThrow()) {
            assertThat(opened.bytes().readNBytes(Segments.BYTES))
                    .isEqualTo(Arrays.copyOf(bytes, Segments.BYTES));
            assertThatThrownBy(opened.bytes()::read).isInstanceOf(DamagedEvidence.class)
                    .hasMessageContaining("segment 2 of 2");
        }
    }

    /** Wherever it lies, and however it was damaged: only the right bytes take its place. */
    @Test
    void is_made_whole_again_by_uploading_it_once_more() throws IOException {
        byte[] bytes = bytes(2 * Segments.BYTES);
        String name = Digest.sha256(bytes).hex();
        store.put(name, new ByteArrayInputStream(bytes));
        for (int round = 0; round < 2; round++) {
            Path file = only();
            byte[] stored = Files.readAllBytes(file);
            stored[stored.length - 1] ^= 1;
            for (byte[] damage : List.of(stored, Arrays.copyOf(stored, 50), new byte[0])) {
                Files.write(file, damage);
                assertThat(store.put(name, new ByteArrayInputStream(REPORT))).isEqualTo(Put.MISMATCH);
                assertThat(Files.readAllBytes(only())).isEqualTo(damage);
                assertThat(store.put(name, new ByteArrayInputStream(bytes))).isEqualTo(Put.REPAIRED);
                assertThat(store.damaged()).isEmpty();
                assertThat(only()).isEqualTo(file);
                assertThat(read(name)).isEqualTo(bytes);
            }
            assertThat(store.put(name, new ByteArrayInputStream(new byte[0]))).isEqualTo(Put.KNOWN);
            store.keep(List.of(name));
        }
        store.sweep(FAR);
        assertThat(read(name)).isEqualTo(bytes);
    }

    @Test
    void a_damaged_file_of_an_earlier_version_is_replaced_by_an_encrypted_one() throws IOException {
        Path plain = Files.createDirectories(directory.resolve("kept").resolve(NAME.substring(0, 2))).resolve(NAME);
        Files.writeString(plain, "Report");
        assertThat(put(NAME)).isEqualTo(Put.REPAIRED);
        assertThat(files()).containsExactly(plain.resolveSibling(NAME + ".enc"));
        assertThat(read(NAME)).isEqualTo(REPORT);
    }

    @Test
    void remembers_what_a_file_was_declared_as_and_believes_the_bytes_first() throws IOException {
        TypePolicy all = TypePolicy.of("*/*");
        assertThat(store.put(NAME, new ByteArrayInputStream(REPORT), "text/csv", all::objection)).isEqualTo(Put.NEW);
        assertThat(store.keep(List.of(NAME))).isEqualTo(Map.of(NAME, new Upload(6, "text/csv")));
        store.sweep(FAR);
        assertThat(store.keep(List.of(NAME))).isEqualTo(Map.of(NAME, new Upload(6, "text/csv")));

        assertThatThrownBy(() -> store.put(NAME, new ByteArrayInputStream(REPORT), "image/png", all::objection))
                .isInstanceOf(Refusing.class);
        Files.writeString(only().resolveSibling(NAME + ".type"), "image/png");
        assertThat(store.keep(List.of(NAME))).isEqualTo(Map.of(NAME, new Upload(6, "text/plain")));
    }

    /** The type is of the bytes that have this digest, whatever becomes of the file. */
    @Test
    void tells_a_files_type_once_and_only_by_bytes_that_were_found_right() throws IOException {
        put(NAME);
        store.keep(List.of(NAME));
        byte[] whole = Files.readAllBytes(only());
        byte[] changed = whole.clone();
        changed[changed.length - 1] ^= 1;
        Files.write(only(), changed);
        assertThat(store.keep(List.of(NAME))).isEqualTo(Map.of(NAME, new Upload(6, "text/plain")));

        store = new EvidenceStore(directory, MasterKeys.of(KEYS.evidence()), RANDOM);
        assertThat(store.keep(List.of(NAME))).isEqualTo(Map.of(NAME, new Upload(6, null)));
        Files.write(only(), whole);
        assertThat(store.keep(List.of(NAME))).isEqualTo(Map.of(NAME, new Upload(6, "text/plain")));
        Files.write(only(), changed);
        assertThat(store.keep(List.of(NAME))).isEqualTo(Map.of(NAME, new Upload(6, "text/plain")));
    }

    @Test
    void believes_no_more_than_once_what_an_earlier_version_kept_and_nobody_has_read_whole() throws IOException {
        byte[] bytes = bytes(100_000);
        String name = Digest.sha256(bytes).hex();
        Path plain = Files.createDirectories(directory.resolve("kept").resolve(name.substring(0, 2))).resolve(name);
        byte[] changed = bytes.clone();
        System.arraycopy("%PDF-1.7".getBytes(StandardCharsets.UTF_8), 0, changed, 0, 8);
        Files.write(plain, changed);
        assertThat(store.keep(List.of(name))).isEqualTo(Map.of(name, new Upload(100_000, "application/pdf")));
        Files.write(plain, bytes);
        assertThat(store.keep(List.of(name))).isEqualTo(Map.of(name, new Upload(100_000, "application/octet-stream")));
    }

    @Test
    void nothing_is_left_of_a_file_that_contradicts_what_it_is_declared_as() throws IOException {
        byte[] bytes = bytes(200_000);
        assertThatThrownBy(() -> store.put(Digest.sha256(bytes).hex(), new ByteArrayInputStream(bytes),
                "application/pdf", TypePolicy.of("*/*")::objection)).isInstanceOf(Refusing.class);
        assertThat(files()).isEmpty();
    }

    @Test
    void reads_a_file_of_an_earlier_version_and_encrypts_it() throws IOException {
        byte[] bytes = bytes(100_000);
        String name = Digest.sha256(bytes).hex();
        Path plain = Files.createDirectories(directory.resolve("kept").resolve(name.substring(0, 2))).resolve(name);
        Files.write(plain, bytes);
        assertThat(read(name)).isEqualTo(bytes);
        assertThat(store.keep(List.of(name))).isEqualTo(Map.of(name, new Upload(100_000, "application/octet-stream")));

        assertThat(store.renew()).isEqualTo(new Renewal.Renewed(1, 0, 0));
        assertThat(plain).doesNotExist();
        assertThat(read(name)).isEqualTo(bytes);
        assertThat(store.keep(List.of(name))).isEqualTo(Map.of(name, new Upload(100_000, "application/octet-stream")));
        assertThat(store.renew()).isEqualTo(new Renewal.Renewed(0, 0, 0));
    }

    @Test
    void a_changed_file_of_an_earlier_version_is_noticed_and_left_as_it_is() throws IOException {
        Path plain = Files.createDirectories(directory.resolve("kept").resolve(NAME.substring(0, 2))).resolve(NAME);
        Files.writeString(plain, "Report");
        assertThatThrownBy(() -> read(NAME)).isInstanceOf(DamagedEvidence.class);
        assertThat(store.renew()).isEqualTo(new Renewal.Renewed(0, 0, 1));
        assertThat(files()).containsExactly(plain);
    }

    @Test
    void wraps_keys_anew_under_the_newest_master_key_so_that_the_old_one_can_go() throws IOException {
        put(NAME);
        store.keep(List.of(NAME));
        KeyFile two = KEYS.withEvidenceKey(RANDOM);
        SequencedMap<String, SecretKey> newest = new LinkedHashMap<>(
                Map.of("evidence-2", two.evidence().lastEntry().getValue()));

        EvidenceStore both = new EvidenceStore(directory, MasterKeys.of(two.evidence()), RANDOM);
        store = new EvidenceStore(directory, MasterKeys.of(newest), RANDOM);
        assertThatThrownBy(() -> read(NAME)).isInstanceOf(DamagedEvidence.class)
                .hasMessageContaining("pkcs12/evidence, which is not among");
        assertThat(both.renew()).isEqualTo(new Renewal.Renewed(0, 1, 0));
        assertThat(both.renew()).isEqualTo(new Renewal.Renewed(0, 0, 0));
        assertThat(read(NAME)).isEqualTo(REPORT);
    }

    @Test
    void is_put_and_named_by_many_at_once() throws Exception {
        byte[] bytes = bytes(100_000);
        String name = Digest.sha256(bytes).hex();
        Callable<Map<String, Upload>> one = () -> {
            store.put(name, new ByteArrayInputStream(bytes));
            return store.keep(List.of(name));
        };
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var each : threads.invokeAll(Collections.nCopies(20, one))) {
                assertThat(each.get()).isEqualTo(Map.of(name, new Upload(100_000, "application/octet-stream")));
            }
        }
        assertThat(read(name)).isEqualTo(bytes);
    }

    /** The bytes of docs/spec/evidence.md. */
    @Test
    void reads_the_example_of_the_specification() throws IOException {
        String text = Files.readString(Path.of("..", "docs", "spec", "evidence.md"));
        String hex = text.substring(text.indexOf("<!-- file -->")).lines().skip(2).takeWhile(l -> !l.equals("```"))
                .map(String::strip).reduce("", String::concat);
        byte[] master = new byte[32];
        Arrays.fill(master, (byte) 1);
        SequencedMap<String, SecretKey> keys = new LinkedHashMap<>(
                Map.of("evidence", new SecretKeySpec(master, "AES")));
        store = new EvidenceStore(directory, MasterKeys.of(keys), RANDOM);
        Files.write(directory.resolve("uploads").resolve(NAME + ".enc"), HexFormat.of().parseHex(hex));
        assertThat(read(NAME)).isEqualTo(REPORT);
    }

    /**
     * With a token of one's own, such as SoftHSM's: {@code TEST_PKCS11} names a configuration of SunPKCS11, {@code TEST_PKCS11_PIN} is the user's PIN. A key
     * is made on it.
     */
    @Test
    @EnabledIfEnvironmentVariable(named = "TEST_PKCS11", matches = ".+")
    void wraps_by_a_key_that_never_leaves_a_token() throws Exception {
        Path configuration = Path.of(System.getenv("TEST_PKCS11"));
        char[] pin = System.getenv("TEST_PKCS11_PIN").toCharArray();
        Provider provider = Security.getProvider("SunPKCS11").configure(configuration.toString());
        KeyStore token = KeyStore.getInstance("PKCS11", provider);
        token.load(null, pin);
        KeyGenerator generator = KeyGenerator.getInstance("AES", provider);
        generator.init(256);
        token.setKeyEntry("evidence", generator.generateKey(), null, null);
        put(NAME);
        store.keep(List.of(NAME));

        store = new EvidenceStore(directory, MasterKeys.of(KEYS.evidence(), configuration, pin), RANDOM);
        assertThat(read(NAME)).isEqualTo(REPORT);
        assertThat(store.renew()).isEqualTo(new Renewal.Renewed(0, 1, 0));
        assertThat(new String(Files.readAllBytes(only()), StandardCharsets.ISO_8859_1)).contains("pkcs11/evidence");
        assertThat(read(NAME)).isEqualTo(REPORT);
        byte[] changed = Files.readAllBytes(only());
        changed[70] ^= 1;
        Files.write(only(), changed);
        assertThatThrownBy(() -> read(NAME)).isInstanceOf(DamagedEvidence.class);
    }

    private static InputStream endless() {
        return new InputStream() {
            @Override
            public int read() {
                return 7;
            }
        };
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private Path only() throws IOException {
        return files().stream().filter(f -> !f.toString().endsWith(".type")).findFirst().orElseThrow();
    }

    private byte[] read(String name) throws IOException {
        try (Opened opened = store.open(name).orElseThrow()) {
            return opened.bytes().readAllBytes();
        }
    }

    private Put put(String name) throws IOException {
        return store.put(name, new ByteArrayInputStream(REPORT));
    }
}
