package io.countersign.command.publication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.ledger.note.Ed25519;
import io.countersign.ledger.note.Ed25519Key;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Policies that can be followed, and such that cannot. */
class WitnessesTest {

    private static final String ORIGIN = "log.example/one";
    private static final String KEY = key("w.example/a", 7);
    private static final String OWN = key(ORIGIN + "/query", 8);

    @TempDir
    private Path directory;

    private static String key(String name, int seed) {
        try (TestWitness witness = new TestWitness(name, seed)) {
            return witness.signer.verifierKey().format();
        }
    }

    private static String logKey(String origin) {
        return Ed25519.signer(origin, Ed25519Key.ofSeed(new byte[Ed25519Key.SEED_BYTES])).verifierKey().format();
    }

    private Witnesses read(byte[] policy) throws IOException {
        return Witnesses.read(Files.write(directory.resolve("policy"), policy), ORIGIN);
    }

    private void refused(String policy, String... said) {
        assertThatThrownBy(() -> read(policy.getBytes(StandardCharsets.UTF_8))).isInstanceOf(MalformedPolicy.class)
                .hasMessageContaining(directory.resolve("policy").toString()).hasMessageContainingAll(said);
    }

    @Test
    void keys_at_one_address_are_asked_together_and_our_own_are_known_as_such() throws IOException {
        Witnesses witnesses = read(("# ours\nwitness own " + OWN + " http://127.0.0.1:1/\nwitness a " + KEY
                + " http://127.0.0.1:1\nquorum a\n").getBytes(StandardCharsets.UTF_8));
        assertThat(witnesses.addresses()).singleElement().satisfies(a -> {
            assertThat(a.url()).hasToString("http://127.0.0.1:1/add-checkpoint");
            assertThat(a.witnesses()).hasSize(2);
        });
        assertThat(witnesses.listed()).extracting(witnesses::isOwn).containsExactly(true, false);
        assertThat(witnesses.quorumAsked()).isTrue();
    }

    @Test
    void octets_that_are_not_utf_8_may_stand_in_comments() throws IOException {
        byte[] policy = "# caf?\nquorum none\n".getBytes(StandardCharsets.ISO_8859_1);
        policy[5] = (byte) 0xe9;
        assertThat(read(policy).quorumAsked()).isFalse();
    }

    @Test
    void names_file_and_line_of_what_cannot_be_followed() {
        refused("witness a\n", "line 1");
        refused("# fine\n\nquorum b\n", "line 3");
        refused("witness a " + KEY + " ftp://w.example\nquorum a\n", "line 1", "ftp://w.example");
        refused("\nwitness a " + KEY + " http://me:secret@w.example\nquorum a\n", "line 2");
        refused("witness a " + KEY + "\nwitness b " + KEY + "\nquorum a\n", "line 2");
        refused("witness a " + KEY + "\n", "quorum");
        refused("log " + logKey("log.example/two") + "\nquorum none\n", "log.example/two", ORIGIN);
        refused("#".repeat((1 << 20) + 1), "bytes");
        assertThatThrownBy(() -> Witnesses.read(directory.resolve("none"), ORIGIN))
                .isInstanceOf(MalformedPolicy.class).hasMessageContaining("cannot be read");
    }
}
