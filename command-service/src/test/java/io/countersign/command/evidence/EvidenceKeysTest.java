package io.countersign.command.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.command.decision.Upload;
import io.countersign.command.evidence.EvidenceStore.Opened;
import io.countersign.command.evidence.EvidenceStore.Put;
import io.countersign.ledger.hash.Digest;
import io.countersign.ledger.note.KeyFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.Provider;
import java.security.Security;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import javax.crypto.KeyGenerator;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files are encrypted, their keys wrapped by a key that may change or never leave a token. */
class EvidenceKeysTest extends FreshStore {

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
}
