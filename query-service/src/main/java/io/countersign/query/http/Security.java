package io.countersign.query.http;

import io.countersign.query.Config;
import io.countersign.query.answer.Problem;
import io.countersign.query.answer.Problem.Word;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationConverter;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AuthenticationEntryPointFailureHandler;
import tools.jackson.databind.json.JsonMapper;

/**
 * Who may ask: everything under {@code /api} wants a token of the configured issuer for audience {@code countersign}; health, metrics, the API's
 * description, checkpoints, hash tiles and proofs are open; entries are open or need the role {@code log-reader}, as configured.
 */
@Configuration(proxyBeanMethods = false)
class Security {

    private static final Logger LOG = LoggerFactory.getLogger(Security.class);

    @Bean
    SecurityFilterChain chain(HttpSecurity http, Config config, JsonMapper json) {
        AuthenticationEntryPoint nobody = (_, response, e) -> nobody(json, response, e);
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
                .oauth2ResourceServer(o -> o.bearerTokenResolver(Tokens.resolver()).authenticationEntryPoint(nobody)
                        .jwt(j -> j.jwtAuthenticationConverter(roles())).withObjectPostProcessor(turning(nobody)))
                .exceptionHandling(e -> e.accessDeniedHandler((_, response, _) -> write(json, response, Word.FORBIDDEN,
                        "role-lacking", "Entries need the role log-reader.")))
                .build();
    }

    /** That the issuer cannot be asked for its keys is not the caller's fault. */
    private static void nobody(JsonMapper json, HttpServletResponse response, AuthenticationException e)
            throws IOException {
        if (e instanceof AuthenticationServiceException) {
            LOG.warn("A token could not be checked: {}", e.getMessage());
            write(json, response, Word.UNAVAILABLE, "issuer-reachable",
                    "The issuer cannot be asked for its keys at the moment.");
        } else {
            write(json, response, Word.UNAUTHENTICATED, "token-valid",
                    e instanceof OAuth2AuthenticationException
                            ? "The token is not accepted: " + e.getMessage()
                            : "A bearer token of the issuer is needed.");
        }
    }

    /** By itself the filter would answer a fault of ours when the issuer cannot be asked. */
    private static ObjectPostProcessor<BearerTokenAuthenticationFilter> turning(AuthenticationEntryPoint nobody) {
        var handler = new AuthenticationEntryPointFailureHandler(nobody);
        handler.setRethrowAuthenticationServiceException(false);
        return new ObjectPostProcessor<>() {
            @Override
            public <F extends BearerTokenAuthenticationFilter> F postProcess(F filter) {
                filter.setAuthenticationFailureHandler(handler);
                return filter;
            }
        };
    }

    private static JwtAuthenticationConverter roles() {
        var converter = new JwtAuthenticationConverter();
        converter.setJwtGrantedAuthoritiesConverter(jwt -> {
            List<String> roles = jwt.getClaimAsStringList("roles");
            return roles == null
                    ? List.of()
                    : List.copyOf(roles.stream().filter(r -> r != null && !r.isBlank()).map(SimpleGrantedAuthority::new)
                            .toList());
        });
        return converter;
    }

    @Bean
    JwtDecoder jwtDecoder(Config config) {
        return Tokens.decoder(config.issuer().toString());
    }

    private static void write(JsonMapper json, HttpServletResponse response, Word word, String rule, String detail)
            throws IOException {
        Problem problem = Problem.of(word, rule, detail);
        response.setStatus(problem.status());
        response.setContentType("application/problem+json");
        if (word == Word.UNAUTHENTICATED) {
            response.setHeader("WWW-Authenticate", "Bearer");
        }
        response.getOutputStream().write(json.writeValueAsBytes(problem));
    }
}
