package io.countersign.command.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.command.decision.Upload;
import io.countersign.command.evidence.EvidenceStore.BrokenOff;
import io.countersign.command.evidence.EvidenceStore.Put;
import io.countersign.ledger.hash.Digest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** What is stored, kept and swept. */
class EvidenceStoreTest extends FreshStore {

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
}
