package io.countersign.ledger.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.ledger.hash.Digest;
import io.countersign.ledger.note.Ed25519;
import io.countersign.ledger.note.Ed25519Key;
import io.countersign.ledger.note.NoteRejected;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests as C2SP tlog-witness writes them. */
class AddCheckpointTest {

    private static final Digest HASH = Digest.sha256(new byte[]{7});
    private static final AddCheckpoint REQUEST = new AddCheckpoint(20, List.of(HASH, HASH),
            new Checkpoint("log.example/a", 23, HASH)
                    .sign(Ed25519.signer("log.example/a", Ed25519Key.ofSeed(new byte[32]))));

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void is_written_as_the_specification_has_it_and_read_back() throws NoteRejected {
        String text = new String(REQUEST.bytes(), StandardCharsets.UTF_8);
        assertThat(text).startsWith("old 20\n" + HASH.base64() + "\n" + HASH.base64() + "\n\nlog.example/a\n23\n");
        assertThat(AddCheckpoint.parse(REQUEST.bytes())).isEqualTo(REQUEST);
        AddCheckpoint first = new AddCheckpoint(0, List.of(), REQUEST.checkpoint());
        assertThat(new String(first.bytes(), StandardCharsets.UTF_8)).startsWith("old 0\n\nlog.example/a\n");
        assertThat(AddCheckpoint.parse(first.bytes())).isEqualTo(first);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "old 20\n", "old 020\n\n", "old -1\n\n", "old +1\n\n", "old 1 \n\n", "Old 1\n\n",
        "old 99999999999999999999\n\n", "old 9999999999999999999\n\n", "old 1\r\n\n", "old 1\nAAAA\n\n", "\nold 1\n\n"})
    void anything_else_is_malformed(String head) {
        assertThatThrownBy(() -> AddCheckpoint.parse(bytes(head + REQUEST.checkpoint().format())))
                .isInstanceOf(NoteRejected.class);
    }

    @Test
    void so_is_a_request_with_too_many_hashes_too_many_bytes_or_without_a_note() {
        String hashes = String.join("", Collections.nCopies(64, HASH.base64() + "\n"));
        for (String text : List.of("old 1\n" + hashes + "\n" + REQUEST.checkpoint().format(), "old 1\n\nno note\n",
                "old 1\n\n" + "x".repeat(AddCheckpoint.MAX_BYTES))) {
            assertThatThrownBy(() -> AddCheckpoint.parse(bytes(text))).isInstanceOf(NoteRejected.class);
        }
        assertThatThrownBy(() -> AddCheckpoint.parse(new byte[]{'o', 'l', 'd', ' ', (byte) 0xff, '\n', '\n'}))
                .isInstanceOf(NoteRejected.class);
    }
}
