package io.countersign.command.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class IdentitiesTest {

    private static final byte[] SECRET = new byte[32];

    private final Identities identities = new Identities(SECRET);

    @Test
    void gives_the_same_identity_to_the_same_person_only() {
        assertThat(identities.identity("issuer", "ana")).isEqualTo(identities.identity("issuer", "ana"))
                .matches("[A-Za-z0-9_-]{43}").isNotEqualTo(identities.identity("issuer", "bob"))
                .isNotEqualTo(identities.identity("issuera", "na"));
    }

    @Test
    void tells_nobody_without_the_secret() {
        byte[] other = SECRET.clone();
        Arrays.fill(other, (byte) 1);
        assertThat(new Identities(other).identity("issuer", "ana")).isNotEqualTo(identities.identity("issuer", "ana"));
    }

    @Test
    void does_not_take_a_key_for_an_identity_nor_a_path_for_a_body() {
        assertThat(identities.idempotencyKey("issuer", "ana")).isNotEqualTo(identities.identity("issuer", "ana"));
        assertThat(identities.requestDigest("POST", "/a", bytes("b")))
                .isNotEqualTo(identities.requestDigest("POST", "/ab", bytes("")));
    }

    @Test
    void refuses_a_secret_that_is_too_short() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Identities(new byte[31]));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
