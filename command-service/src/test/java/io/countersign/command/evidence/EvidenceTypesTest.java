package io.countersign.command.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.command.decision.Refusing;
import io.countersign.command.decision.Upload;
import io.countersign.command.evidence.EvidenceStore.Put;
import io.countersign.ledger.hash.Digest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What type a stored file is of, told from what was declared and from bytes that were found right. */
class EvidenceTypesTest extends FreshStore {

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
}
