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
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
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
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.authentication.AuthenticationEntryPointFailureHandler;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.firewall.StrictHttpFirewall;
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

    private static final Logger LOG = LoggerFactory.getLogger(HttpConfiguration.class);

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
    SecurityFilterChain security(HttpSecurity http, ProblemWriter problems, Settings settings, CheckedTokens tokens) {
        AuthenticationEntryPoint nobody = (_, response, e) -> nobody(problems, response, e);
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
                .oauth2ResourceServer(
                        o -> o.bearerTokenResolver(Tokens.resolver(tokens)).authenticationEntryPoint(nobody).jwt(_ -> {
                        }).withObjectPostProcessor(turning(nobody)))
                .build();
    }

    private static boolean readsLog(@Nullable Authentication who) {
        return who instanceof JwtAuthenticationToken token
                && Bearer.of(token.getToken()).roles().contains("log-reader");
    }

    /** That the issuer cannot be asked for its keys is not the caller's fault. */
    private static void nobody(ProblemWriter problems, HttpServletResponse response, AuthenticationException e)
            throws IOException {
        if (e instanceof AuthenticationServiceException) {
            LOG.warn("a token could not be checked: {}", e.getMessage());
            problems.write(response, Problem.of(Refusal.Problem.UNAVAILABLE, "issuer-reachable",
                    "The issuer cannot be asked for its keys now."));
            return;
        }
        response.setHeader("WWW-Authenticate", "Bearer");
        problems.write(response,
                Problem.of(Refusal.Problem.UNAUTHENTICATED, "token-valid", e instanceof OAuth2AuthenticationException
                        ? "The token is not accepted: " + e.getMessage()
                        : "A bearer token of the issuer is needed."));
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

    @Bean
    CheckedTokens checkedTokens(Settings settings) {
        return new CheckedTokens(Tokens.decoder(settings.issuer().toString()));
    }

    /** Spring's own. What it lets into a header it would match against a pattern, a token's seven hundred characters at each look. */
    @Bean
    HttpFirewall firewall() {
        var firewall = new StrictHttpFirewall();
        firewall.setAllowedHeaderValues(HttpConfiguration::isPlain);
        return firewall;
    }

    /** A loop, as this reads every header several times in every request. */
    private static boolean isPlain(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (Character.isISOControl(c) && c != '\t') {
                return false;
            }
        }
        return true;
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
