package io.countersign.ledger.note;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class KeyFileTest {

    private static final Instant NOW = Instant.parse("2026-11-22T20:00:00Z");

    /** Made by openssl 3.0.19: an Ed25519 key, its certificate, nothing else. */
    private static final String OLD_FILE = """
        MIIDtgIBAzCCA2wGCSqGSIb3DQEHAaCCA10EggNZMIIDVTCCAkIGCSqGSIb3DQEHBqCCAjMwggIvAgEAMIICKAYJKoZIhvcNAQcBMFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAc
        BAi7e+E7ejj9UQICCAAwDAYIKoZIhvcNAgkFADAdBglghkgBZQMEASoEELCjeXYe/+DKticOOWtTrRqAggHA6KymNoFbM514WkZoIaAUE3A5I3bRptjxvzPqgiY8R/ctzXqFCdqzZnOz
        YQOCMrlCPAGU0OPy6kLDaaIbsD66eGtnK2aiHO4uf0V9Zt0wEzXl3YxEfae0WHjsd/hY+/K20H70rsSfgZlBCwRYTlkLXZa0QIXROC/V2cUQ1VV4vEmGXYEtKJYgtSijIYfuXyVW3bdw
        FY/rmsrFjuTgxv5G+FgVKT0v+weYcmoIIl6uFyFlQKZwmQU/fajholLBIx2tmwOmyAh/jxHgdvs8rmX0GqNUI1TfHSVjgH7vCewApsPd5JOskQES092CJPamSnKhnqtRwHzU6b6dv0wJ
        FlCPWYb7uQK3Tr5wfQ26F/qPok/Q+RgjY5JfqdjEuGbMUjdsh56aC4FdrNDKYXNYlUVLP+DSfaVtNXXCVgSnWT3uEwt+COAl9PFGQvwt24NV4UxQ6fJR1baTXe4bTUQnNgAT03jd8khx
        +tp4svD7D6/K+WqebdJFfFuzbEGPU/W9flYVEfdVMIQz21owFOh2yqE0hIAAkpgkHjY6KRfFOiZrm/UGFlqZOoDJIFYhzIVo3PduJiWkpxvY9H4sJZfMz4EqDDCCAQsGCSqGSIb3DQEH
        AaCB/QSB+jCB9zCB9AYLKoZIhvcNAQwKAQKggZ4wgZswVwYJKoZIhvcNAQUNMEowKQYJKoZIhvcNAQUMMBwECKepXSWI1TtYAgIIADAMBggqhkiG9w0CCQUAMB0GCWCGSAFlAwQBKgQQ
        cJd/NAkKZb2lNuaVmepd7wRANvzkJ0y3XSgqF2oEHS4iXyfiIvmZEkppUz4l5v4pmeizHmtyFlMyUlPt4ZT7dAP+QYIRVzwapbWsmxTBOe+4XTFEMB0GCSqGSIb3DQEJFDEQHg4AcwBp
        AGcAbgBpAG4AZzAjBgkqhkiG9w0BCRUxFgQUZ9DOK0arDmyKp5YjYGo2Qy1LiBQwQTAxMA0GCWCGSAFlAwQCAQUABCDjnf+y1wcaY7ymF+vYcL7uLiIca3qEfoNT0hHf+TfnBgQI64Qi
        VFbRr30CAggA
        """;

    @Test
    void gives_back_the_keys_that_were_put_in() throws IOException {
        KeyFile made = KeyFile.generateWithSecret(new SecureRandom());

        KeyFile read = KeyFile.read(new ByteArrayInputStream(write(made)), "pass".toCharArray());

        assertThat(read.signing().publicKey()).isEqualTo(made.signing().publicKey());
        assertThat(read.signing().sign(new byte[]{1})).isEqualTo(made.signing().sign(new byte[]{1}));
        assertThat(read.requireSecret()).isEqualTo(made.requireSecret());
    }

    @Test
    void gives_back_every_key_of_a_rotated_log_in_order() throws IOException {
        KeyFile made = KeyFile.generateWithSecret(new SecureRandom());
        for (int i = 0; i < 11; i++) {
            made = made.withFurther(Ed25519Key.generate(new SecureRandom()));
        }
        made = made.withMlDsa(MlDsa.Key.generate(new SecureRandom()));

        KeyFile read = KeyFile.read(new ByteArrayInputStream(write(made)), "pass".toCharArray());

        assertThat(read.signingKeys()).extracting(Ed25519Key::publicKey)
                .containsExactlyElementsOf(made.signingKeys().stream().map(Ed25519Key::publicKey).toList());
        assertThat(Objects.requireNonNull(read.mldsa()).publicKey())
                .isEqualTo(Objects.requireNonNull(made.mldsa()).publicKey());
        assertThat(read.requireSecret()).isEqualTo(made.requireSecret());
    }

    @Test
    void gives_back_the_keys_of_evidence_files_oldest_first_and_names_the_next() throws IOException {
        SecureRandom random = new SecureRandom();
        KeyFile made = KeyFile.generate(random);
        for (int i = 0; i < 11; i++) {
            made = made.withEvidenceKey(random);
        }

        KeyFile read = KeyFile.read(new ByteArrayInputStream(write(made)), "pass".toCharArray());

        assertThat(read.evidence()).isEqualTo(made.evidence());
        assertThat(read.evidence().firstEntry().getKey()).isEqualTo("evidence");
        assertThat(read.evidence().lastEntry().getKey()).isEqualTo("evidence-11");
        assertThat(read.withEvidenceKey(random).evidence().lastEntry().getKey()).isEqualTo("evidence-12");
    }

    @Test
    void opens_a_file_from_before_further_keys_and_ML_DSA() throws IOException {
        byte[] old = Base64.getMimeDecoder().decode(OLD_FILE);

        KeyFile read = KeyFile.read(new ByteArrayInputStream(old), "pass".toCharArray());

        assertThat(read.mldsa()).isNull();
        assertThat(read.signingKeys()).hasSize(1);
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
