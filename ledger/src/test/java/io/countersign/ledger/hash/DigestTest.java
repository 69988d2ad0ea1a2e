package io.countersign.ledger.hash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class DigestTest {

    /** FIPS 180-4's example. */
    private static final String ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @Test
    void is_SHA_256_whichever_way_the_bytes_come() throws IOException {
        byte[] abc = "abc".getBytes(StandardCharsets.US_ASCII);

        assertThat(Digest.sha256(abc).hex()).isEqualTo(ABC);
        assertThat(Digest.sha256(new byte[]{'a'}, new byte[]{'b', 'c'}).hex()).isEqualTo(ABC);
        assertThat(Digest.sha256(new ByteArrayInputStream(abc)).hex()).isEqualTo(ABC);
    }

    @Test
    void is_a_value_that_nobody_can_change() {
        Digest digest = Digest.ofHex(ABC);
        digest.bytes()[0] = 0;

        assertThat(digest.hex()).isEqualTo(ABC);
        assertThat(digest).isEqualTo(Digest.ofBase64(digest.base64())).isEqualTo(Digest.ofBase64url(digest.base64url()))
                .hasSameHashCodeAs(Digest.of(digest.bytes()));
        assertThat(digest).isNotEqualTo(TreeHasher.EMPTY);
    }

    @Test
    void has_one_spelling_in_each_alphabet() {
        String base64 = Digest.ofHex(ABC).base64();
        for (String wrong : List.of("", base64.replace("=", ""), base64 + "=", base64 + "\n",
                base64.substring(0, 42) + "1=")) {
            assertThatThrownBy(() -> Digest.ofBase64(wrong)).as(wrong).isInstanceOf(IllegalArgumentException.class);
        }
        String url = Digest.ofHex(ABC).base64url();
        for (String wrong : List.of(url + "=", url.substring(1), url.substring(0, 42) + "1")) {
            assertThatThrownBy(() -> Digest.ofBase64url(wrong)).as(wrong).isInstanceOf(IllegalArgumentException.class);
        }
        for (String wrong : List.of(ABC.toUpperCase(java.util.Locale.ROOT), ABC.substring(1), ABC + "00",
                "zz" + ABC.substring(2))) {
            assertThatThrownBy(() -> Digest.ofHex(wrong)).as(wrong).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> Digest.of(new byte[31])).hasMessageContaining("not 31");
        assertThatThrownBy(() -> Digest.of(new byte[40], 9)).isInstanceOf(IllegalArgumentException.class);
    }
}
