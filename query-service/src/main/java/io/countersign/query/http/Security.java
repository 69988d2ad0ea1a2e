package io.countersign.query.http;

import io.countersign.query.Config;
import io.countersign.query.answer.Problem;
import io.countersign.query.answer.Problem.Word;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.SupplierJwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationConverter;
import org.springframework.security.web.SecurityFilterChain;
import tools.jackson.databind.json.JsonMapper;

/**
 * Who may ask: everything under {@code /api} wants a token of the configured issuer for audience {@code countersign}; health, metrics, the API's
 * description, checkpoints, hash tiles and proofs are open; entries are open or need the role {@code log-reader}, as configured.
 */
@Configuration(proxyBeanMethods = false)
class Security {

    private static final String AUDIENCE = "countersign";

    @Bean
    SecurityFilterChain chain(HttpSecurity http, Config config, JsonMapper json) {
        return http.csrf(c -> c.disable()).requestCache(c -> c.disable()).logout(c -> c.disable())
                .sessionManagement(s -> s.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .authorizeHttpRequests(a -> {
                    // the second dispatch of a request that was let in, when a pack has been streamed
                    a.dispatcherTypeMatchers(DispatcherType.ASYNC, DispatcherType.ERROR).permitAll();
                    if (!config.entriesOpen()) {
                        a.requestMatchers("/entries/**", "/tile/entries/**").hasAuthority("log-reader");
                    }
                    a.requestMatchers("/api/v1/log/consistency").permitAll();
                    a.requestMatchers("/api/v1/log/keys").permitAll();
                    a.requestMatchers("/api/**").authenticated().anyRequest().permitAll();
                })
                .oauth2ResourceServer(o -> o.jwt(j -> j.jwtAuthenticationConverter(roles()))
                        .authenticationEntryPoint((_, response, e) -> write(json, response, Word.UNAUTHENTICATED,
                                "A valid bearer token is needed: " + e.getMessage()))
                        .accessDeniedHandler((_, response, _) -> write(json, response, Word.FORBIDDEN,
                                "Entries need the role log-reader.")))
                .exceptionHandling(e -> e
                        .authenticationEntryPoint((_, response, _) -> write(json, response, Word.UNAUTHENTICATED,
                                "A bearer token is needed."))
                        .accessDeniedHandler((_, response, _) -> write(json, response, Word.FORBIDDEN,
                                "Entries need the role log-reader.")))
                .build();
    }

    private static JwtAuthenticationConverter roles() {
        var converter = new JwtAuthenticationConverter();
        converter.setJwtGrantedAuthoritiesConverter(jwt -> {
            List<String> roles = jwt.getClaimAsStringList("roles");
            return roles == null ? List.of() : List.copyOf(roles.stream().map(SimpleGrantedAuthority::new).toList());
        });
        return converter;
    }

    /** Asks the issuer for its keys at the first token, so that the service can start before it. */
    @Bean
    JwtDecoder jwtDecoder(Config config) {
        return new SupplierJwtDecoder(() -> {
            String issuer = config.issuer().toString();
            NimbusJwtDecoder decoder = NimbusJwtDecoder.withIssuerLocation(issuer).build();
            decoder.setJwtValidator(
                    new DelegatingOAuth2TokenValidator<>(JwtValidators.createDefaultWithIssuer(issuer), audience()));
            return decoder;
        });
    }

    private static OAuth2TokenValidator<Jwt> audience() {
        return jwt -> jwt.getAudience() != null && jwt.getAudience().contains(AUDIENCE)
                ? OAuth2TokenValidatorResult.success()
                : OAuth2TokenValidatorResult.failure(
                        new OAuth2Error("invalid_token", "the token is not for " + AUDIENCE, null));
    }

    private static void write(JsonMapper json, HttpServletResponse response, Word word, String detail)
            throws IOException {
        Problem problem = Problem.of(word, detail);
        response.setStatus(problem.status());
        response.setContentType("application/problem+json");
        if (word == Word.UNAUTHENTICATED) {
            response.setHeader("WWW-Authenticate", "Bearer");
        }
        response.getOutputStream().write(json.writeValueAsBytes(problem));
    }
}
