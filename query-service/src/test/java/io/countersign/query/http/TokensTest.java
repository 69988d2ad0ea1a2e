package io.countersign.query.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.MappedJwtClaimSetConverter;

class TokensTest {

    private static final String ISSUER = "https://issuer.example";
    private static final Instant NOW = Instant.now();

    private static Jwt.Builder token() {
        return Jwt.withTokenValue("t").header("alg", "RS256").issuer(ISSUER).subject("a")
                .audience(List.of("countersign"))
                .issuedAt(NOW).expiresAt(NOW.plusSeconds(900));
    }

    private static String wrong(Jwt.Builder token) {
        return String.join(",", Tokens.rules(ISSUER).validate(token.build()).getErrors().stream()
                .map(OAuth2Error::getDescription).map(String::valueOf).toList());
    }

    @Test
    void a_token_is_of_the_issuer_for_us_with_an_end_and_of_somebody() {
        assertThat(wrong(token())).isEmpty();
        assertThat(wrong(token().claims(c -> c.remove("exp")))).contains("exp");
        assertThat(wrong(token().expiresAt(NOW.minusSeconds(600)).issuedAt(NOW.minusSeconds(900)))).contains("expired");
        assertThat(wrong(token().notBefore(NOW.plusSeconds(600)))).contains("before");
        assertThat(wrong(token().issuedAt(NOW.plusSeconds(600)))).contains("before");
        assertThat(wrong(token().issuedAt(NOW.plusSeconds(30)))).isEmpty();
        assertThat(wrong(token().claims(c -> c.remove("iat")))).isEmpty();
        assertThat(wrong(token().claims(c -> c.remove("sub")))).contains("sub");
        assertThat(wrong(token().subject(""))).contains("sub");
        assertThat(wrong(token().subject(" \u2003"))).contains("sub");
        assertThat(wrong(token().claims(c -> c.remove("aud")))).contains("aud");
        assertThat(wrong(token().audience(List.of("countersign.example")))).contains("aud");
        assertThat(wrong(token().issuer(ISSUER + "/"))).contains("iss");
    }

    /** What the decoder makes of a token that does not say when it was issued: a second before its end. */
    @Test
    void a_token_need_not_say_when_it_was_issued() {
        var claims = MappedJwtClaimSetConverter.withDefaults(Map.of()).convert(Map.of("exp", NOW.plusSeconds(900)));
        assertThat(wrong(token().claims(c -> c.putAll(Objects.requireNonNull(claims))))).isEmpty();
    }

    /** Which is answered with 503; what is under it, with 401. */
    @Test
    void that_the_issuer_does_not_answer_is_not_the_tokens_fault() {
        assertThatThrownBy(() -> Tokens.decoder("http://127.0.0.1:1").decode("a.b.c"))
                .isExactlyInstanceOf(JwtException.class);
    }
}
