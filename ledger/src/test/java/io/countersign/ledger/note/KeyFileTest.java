package io.countersign.ledger.note;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class KeyFileTest {

    private static final Instant NOW = Instant.parse("2026-11-22T20:00:00Z");

    @Test
    void gives_back_the_keys_that_were_put_in() throws IOException {
        KeyFile made = KeyFile.generateWithSecret(new SecureRandom());

        KeyFile read = KeyFile.read(new ByteArrayInputStream(write(made)), "pass".toCharArray());

        assertThat(read.signing().publicKey()).isEqualTo(made.signing().publicKey());
        assertThat(read.signing().sign(new byte[]{1})).isEqualTo(made.signing().sign(new byte[]{1}));
        assertThat(read.requireSecret()).isEqualTo(made.requireSecret());
    }

    @Test
    void a_file_without_a_secret_says_so() throws IOException {
        KeyFile read = KeyFile.read(new ByteArrayInputStream(write(KeyFile.generate(new SecureRandom()))),
                "pass".toCharArray());

        assertThat(read.secret()).isNull();
        assertThatThrownBy(read::requireSecret).hasMessageContaining("no secret");
    }

    @Test
    void refuses_a_wrong_password_and_a_broken_file() throws IOException {
        byte[] file = write(KeyFile.generate(new SecureRandom()));
        byte[] broken = file.clone();
        broken[file.length / 2]++;

        assertThatThrownBy(() -> KeyFile.read(new ByteArrayInputStream(file), "other".toCharArray()))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> KeyFile.read(new ByteArrayInputStream(broken), "pass".toCharArray()))
                .isInstanceOf(IOException.class);
    }

    private static byte[] write(KeyFile keys) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        keys.write(out, "pass".toCharArray(), "log.example", NOW);
        return out.toByteArray();
    }
}
