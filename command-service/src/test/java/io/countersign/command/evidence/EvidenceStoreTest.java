package io.countersign.command.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.command.evidence.EvidenceStore.Put;
import io.countersign.ledger.hash.Digest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvidenceStoreTest {

    private static final byte[] REPORT = "report".getBytes(StandardCharsets.UTF_8);
    private static final String NAME = Digest.sha256(REPORT).hex();
    private static final Instant FAR = Instant.parse("2999-01-01T00:00:00Z");

    @TempDir
    Path directory;
    private EvidenceStore store;

    @BeforeEach
    void open() throws IOException {
        store = new EvidenceStore(directory);
    }

    @Test
    void sweeps_an_upload_that_nobody_named() throws IOException {
        put(NAME);
        store.sweep(Instant.EPOCH);
        assertThat(store.find(NAME)).isPresent();
        store.sweep(FAR);
        assertThat(store.find(NAME)).isEmpty();
    }

    @Test
    void never_sweeps_what_was_named() throws IOException {
        put(NAME);
        assertThat(store.keep(List.of(NAME, "0".repeat(64), "../../etc/passwd"))).isEqualTo(Map.of(NAME, 6L));
        store.sweep(FAR);
        assertThat(Files.readAllBytes(store.find(NAME).orElseThrow())).isEqualTo(REPORT);
        assertThat(store.keep(List.of(NAME))).isEqualTo(Map.of(NAME, 6L));
    }

    @Test
    void stores_nothing_under_a_digest_that_is_not_the_bytes_own() throws IOException {
        String other = "0".repeat(64);
        assertThat(put(other)).isEqualTo(Put.MISMATCH);
        assertThat(store.find(other)).isEmpty();
        try (var files = Files.walk(directory)) {
            assertThat(files.filter(Files::isRegularFile)).isEmpty();
        }
    }

    @Test
    void knows_a_file_again_without_reading_it() throws IOException {
        assertThat(put(NAME)).isEqualTo(Put.NEW);
        assertThat(put(NAME)).isEqualTo(Put.KNOWN);
    }

    private Put put(String name) throws IOException {
        return store.put(name, new ByteArrayInputStream(REPORT));
    }
}
