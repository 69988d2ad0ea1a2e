package io.countersign.ledger.disclosure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class DisclosureTest {

    @Test
    void is_a_salted_array_in_base64url_and_its_digest_is_of_that_text() {
        Disclosure disclosure = new Disclosure("c2FsdHNhbHRzYWx0c2FsdA", "note", "a/b");

        String json = new String(Base64.getUrlDecoder().decode(disclosure.encoded()), StandardCharsets.UTF_8);
        assertThat(json).isEqualTo("[\"c2FsdHNhbHRzYWx0c2FsdA\",\"note\",\"a/b\"]");
        // printf %s '["c2FsdHNhbHRzYWx0c2FsdA","note","a/b"]' | basenc --base64url | tr -d '=\n' | openssl dgst -sha256 -binary | basenc --base64url
        assertThat(disclosure.digest()).isEqualTo("TW-cMlX9iC6p4fBHEapsbmUWLCiUBRQ2hR3UAO1y1cg");
    }

    @Test
    void reads_what_it_wrote() {
        for (String value : List.of("", "Möbius / \"Schmidt\"\n\u0001", "😀")) {
            Disclosure drawn = Disclosure.draw(new SecureRandom(), "note", value);
            assertThat(Disclosure.parse(drawn.encoded())).isEqualTo(drawn);
            assertThat(drawn.digest()).matches("[A-Za-z0-9_-]{43}").isEqualTo(Disclosure.digestOf(drawn.encoded()));
        }
    }

    @Test
    void the_same_value_twice_has_two_digests() {
        SecureRandom random = new SecureRandom();
        assertThat(Disclosure.draw(random, "note", "yes").digest())
                .isNotEqualTo(Disclosure.draw(random, "note", "yes").digest());
    }

    @Test
    void refuses_any_other_spelling() {
        String salt = "c2FsdHNhbHRzYWx0c2FsdA";
        for (String json : List.of("[\"" + salt + "\", \"n\",\"v\"]", "[\"" + salt + "\",\"n\"]",
                "[\"c2FsdA\",\"n\",\"v\"]", "[\"" + salt + "\",\"n\",1]", "{}", "[\"" + salt + "\",\"n\",\"\\u0041\"]",
                "x")) {
            String encoded = Base64.getUrlEncoder().withoutPadding()
                    .encodeToString(json.getBytes(StandardCharsets.UTF_8));
            assertThatThrownBy(() -> Disclosure.parse(encoded)).as(json).isInstanceOf(IllegalArgumentException.class);
        }
        String good = new Disclosure(salt, "n", "v").encoded();
        assertThatThrownBy(() -> Disclosure.parse(good + "=")).isInstanceOf(IllegalArgumentException.class);
    }
}
