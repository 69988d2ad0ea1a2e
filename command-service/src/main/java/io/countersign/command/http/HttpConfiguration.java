package io.countersign.command.http;

import com.fasterxml.jackson.annotation.Nulls;
import io.countersign.command.Settings;
import io.countersign.command.axon.People;
import io.countersign.command.decision.ExternalUrl;
import io.countersign.command.decision.FieldValue;
import io.countersign.command.decision.Refusal;
import io.countersign.command.decision.Right;
import io.countersign.command.disclosure.ExternalUrlReader;
import io.countersign.command.disclosure.FieldValueReader;
import io.countersign.command.disclosure.PlainTextReader;
import io.countersign.command.disclosure.RedactableReader;
import io.countersign.command.identity.Bearer;
import io.countersign.command.identity.Identities;
import io.countersign.events.Redactable;
import java.security.SecureRandom;
import java.util.List;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.SupplierJwtDecoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/** The edge put together: tokens, strict JSON, problems. */
@Configuration(proxyBeanMethods = false)
public class HttpConfiguration {

    private static final String AUDIENCE = "countersign";

    /** Who asks before sending a file is told to go on only when it is wanted: what is here already, or too large, is never sent. */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> askedBeforeSending() {
        return factory -> factory.addConnectorCustomizers(
                connector -> connector.setProperty("continueResponseTiming", "onRead"));
    }

    @Bean
    ProblemWriter problemWriter(JsonMapper json) {
        return new ProblemWriter(json);
    }

    /** The filter authenticates and nothing more: what a caller may do is a rule of the decision, so that it can be recorded. */
    @Bean
    SecurityFilterChain security(HttpSecurity http, ProblemWriter problems, Settings settings) {
        return http
                .authorizeHttpRequests(
                        r -> r.requestMatchers("/api/v1/log", "/api/v1/log/consistency", "/api/v1/log/keys").permitAll()
                                .requestMatchers(asked -> asked.getRequestURI().equals("/api/v1/log/published")
                                        && asked.getParameter("stamped") == null)
                                .permitAll()
                                .requestMatchers("/api/**").authenticated()
                                .requestMatchers("/entries/**", "/tile/entries/**")
                                .access((who, _) -> new AuthorizationDecision(
                                        settings.entriesPublic() || readsLog(who.get())))
                                .anyRequest().permitAll())
                .exceptionHandling(e -> e.accessDeniedHandler((_, response, _) -> problems.write(response,
                        Problem.of(Right.lacking("Entries need the role log-reader.")))))
                .sessionManagement(s -> s.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(AbstractHttpConfigurer::disable).requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .oauth2ResourceServer(o -> o.jwt(_ -> {
                }).authenticationEntryPoint((_, response, e) -> {
                    response.setHeader("WWW-Authenticate", "Bearer");
                    problems.write(response, unauthenticated(e));
                })).build();
    }

    private static boolean readsLog(@Nullable Authentication who) {
        return who instanceof JwtAuthenticationToken token
                && Bearer.of(token.getToken()).roles().contains("log-reader");
    }

    private static Problem unauthenticated(AuthenticationException e) {
        String why = e instanceof org.springframework.security.oauth2.core.OAuth2AuthenticationException
                ? "The token is not accepted: " + e.getMessage()
                : "A bearer token of the issuer is needed.";
        return Problem.of(Refusal.of(Refusal.Problem.UNAUTHENTICATED, "token-valid", why));
    }

    /** The issuer is asked for its keys when the first token comes, so that neither has to be up before the other. */
    @Bean
    JwtDecoder jwtDecoder(Settings settings) {
        String issuer = settings.issuer().toString();
        return new CheckedTokens(new SupplierJwtDecoder(() -> {
            NimbusJwtDecoder decoder = NimbusJwtDecoder.withIssuerLocation(issuer).build();
            decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(JwtValidators.createDefaultWithIssuer(issuer),
                    new JwtClaimValidator<List<String>>("aud", a -> a != null && a.contains(AUDIENCE))));
            return decoder;
        }));
    }

    /** A request line that Spring's firewall does not let through, with {@code //} in it for one. */
    @Bean
    RequestRejectedHandler requestRejectedHandler(ProblemWriter problems) {
        return (_, response, e) -> problems.write(response, Problem.invalid("request-line", e.getMessage() + "", null));
    }

    /** After security, so that nobody unknown can make us hold a body. */
    @Bean
    FilterRegistrationBean<BodyLimit> bodyLimit(ProblemWriter problems) {
        var filter = new FilterRegistrationBean<>(new BodyLimit(problems));
        filter.addUrlPatterns("/api/*");
        filter.setOrder(10);
        return filter;
    }

    @Bean
    JsonMapperBuilderCustomizer strictJson(SecureRandom random) {
        RedactableReader texts = new RedactableReader(random);
        return json -> json.enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                .changeDefaultNullHandling(n -> n.withContentNulls(Nulls.FAIL))
                .addModule(new SimpleModule().addDeserializer(String.class, new PlainTextReader())
                        .addDeserializer(Redactable.class, texts)
                        .addDeserializer(ExternalUrl.class, new ExternalUrlReader(texts))
                        .addDeserializer(FieldValue.class, new FieldValueReader(texts)));
    }

    @Bean
    WebMvcConfigurer requests(Identities identities, People people, SecureRandom random) {
        return new WebMvcConfigurer() {
            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(new RequestResolver(identities, people, random));
            }
        };
    }
}
