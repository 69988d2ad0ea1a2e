package io.countersign.command.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.command.evidence.EvidenceStore.Opened;
import io.countersign.command.evidence.EvidenceStore.Put;
import io.countersign.ledger.hash.Digest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A file that is not as it was put is noticed, named, and made whole by putting it again. */
class EvidenceDamageTest extends FreshStore {

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
    void a_changed_file_of_an_earlier_version_is_noticed_and_left_as_it_is() throws IOException {
        Path plain = Files.createDirectories(directory.resolve("kept").resolve(NAME.substring(0, 2))).resolve(NAME);
        Files.writeString(plain, "Report");
        assertThatThrownBy(() -> read(NAME)).isInstanceOf(DamagedEvidence.class);
        assertThat(store.renew()).isEqualTo(new Renewal.Renewed(0, 0, 1));
        assertThat(files()).containsExactly(plain);
    }
}
