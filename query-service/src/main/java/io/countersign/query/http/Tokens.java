package io.countersign.query.http;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtDecoderInitializationException;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.SupplierJwtDecoder;
import org.springframework.security.oauth2.server.resource.BearerTokenErrors;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;
import org.springframework.security.oauth2.server.resource.web.DefaultBearerTokenResolver;
import org.springframework.web.client.RestTemplate;

/** What is asked of a token besides its signature, and where it may stand. */
final class Tokens {

    private static final String AUDIENCE = "countersign";
    /** How long the issuer is waited for. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private Tokens() {}

    /**
     * Asks the issuer for its keys when the first token comes, so that neither has to be up before the other.
     *
     * @return throws {@link JwtException} itself, and nothing that is under it, when the issuer does not answer
     */
    static JwtDecoder decoder(String issuer) {
        var calls = new SimpleClientHttpRequestFactory();
        calls.setConnectTimeout(PATIENCE);
        calls.setReadTimeout(PATIENCE);
        var decoder = new SupplierJwtDecoder(() -> {
            NimbusJwtDecoder keys = NimbusJwtDecoder.withIssuerLocation(issuer).restOperations(new RestTemplate(calls))
                    .build();
            keys.setJwtValidator(rules(issuer));
            return keys;
        });
        return token -> {
            try {
                return decoder.decode(token);
            } catch (JwtDecoderInitializationException e) {
                throw new JwtException("the issuer " + issuer + " does not answer", e);
            }
        };
    }

    /** It is the issuer's, for us, has been issued, has an end, and speaks for somebody. */
    static OAuth2TokenValidator<Jwt> rules(String issuer) {
        return new DelegatingOAuth2TokenValidator<>(JwtValidators.createDefaultWithIssuer(issuer), issued(),
                new JwtClaimValidator<List<String>>("aud", a -> a != null && a.contains(AUDIENCE)),
                new JwtClaimValidator<Instant>("exp", Objects::nonNull),
                new JwtClaimValidator<String>("sub", s -> s != null && !s.isBlank()));
    }

    /** Whose {@code iat} has not come is refused as one is whose {@code nbf} has not: by the same clock, with the same minute for clocks that differ. */
    private static OAuth2TokenValidator<Jwt> issued() {
        var times = new JwtTimestampValidator();
        return token -> {
            Instant issued = token.getIssuedAt();
            Instant end = token.getExpiresAt();
            // the decoder puts a second before the end where a token does not say when it was issued
            if (issued == null || end != null && issued.equals(end.minusSeconds(1))) {
                return OAuth2TokenValidatorResult.success();
            }
            return times.validate(
                    Jwt.withTokenValue(token.getTokenValue()).header("typ", "JWT").notBefore(issued).build());
        };
    }

    /** In the one {@code Authorization} header: of two, what stands before us might have looked at the other. */
    static BearerTokenResolver resolver() {
        BearerTokenResolver header = new DefaultBearerTokenResolver();
        return request -> {
            if (Collections.list(request.getHeaders("Authorization")).size() > 1) {
                throw new OAuth2AuthenticationException(
                        BearerTokenErrors.invalidRequest("there are two Authorization headers"));
            }
            return header.resolve(request);
        };
    }
}
