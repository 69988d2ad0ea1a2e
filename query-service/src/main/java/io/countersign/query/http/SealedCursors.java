package io.countersign.query.http;

import io.countersign.query.answer.CursorSeal;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyAdvice;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Every list's {@code next} leaves sealed to the list, and every {@code cursor} is opened before a list sees it; here, so that no list can forget it. */
@RestControllerAdvice
class SealedCursors implements ResponseBodyAdvice<JsonNode> {

    private static final String CURSOR = "cursor";
    /** What may differ from page to page; a cursor pins the moment, whatever else is said of it. */
    private static final Set<String> FREE = Set.of(CURSOR, "limit", "asOf", "atLeast");

    private final CursorSeal seal;

    SealedCursors(CursorSeal seal) {
        this.seal = seal;
    }

    @Override
    public boolean supports(MethodParameter returned, Class<? extends HttpMessageConverter<?>> converter) {
        return JsonNode.class.isAssignableFrom(returned.getParameterType());
    }

    @Override
    public @Nullable JsonNode beforeBodyWrite(@Nullable JsonNode body, MethodParameter returned, MediaType type,
            Class<? extends HttpMessageConverter<?>> converter, ServerHttpRequest request,
            ServerHttpResponse response) {
        if (body instanceof ObjectNode page && page.path("items").isArray() && page.path("next").isString()
                && request instanceof ServletServerHttpRequest asked) {
            page.put("next", seal.seal(list(asked.getServletRequest()), page.path("next").asString()));
        }
        return body;
    }

    /** The path, and every parameter that narrows the list. */
    private static String list(HttpServletRequest request) {
        return request.getRequestURI() + new TreeMap<>(request.getParameterMap()).entrySet().stream()
                .filter(p -> !FREE.contains(p.getKey()))
                .map(p -> "\n" + p.getKey() + "=" + Arrays.toString(p.getValue())).collect(Collectors.joining());
    }

    /** Opens the cursor of a request. What was not sealed for the list is handed on as nothing, which is no cursor. */
    @Component
    static class Opening extends OncePerRequestFilter {

        private final CursorSeal seal;

        Opening(CursorSeal seal) {
            this.seal = seal;
        }

        @Override
        protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws ServletException, IOException {
            // only a query has parameters here: a body is not to be read for one
            String sealed = "GET".equals(request.getMethod()) ? request.getParameter(CURSOR) : null;
            chain.doFilter(sealed == null
                    ? request
                    : new Opened(request, seal.open(list(request), sealed).orElse("")), response);
        }
    }

    private static final class Opened extends HttpServletRequestWrapper {

        private final String cursor;

        Opened(HttpServletRequest request, String cursor) {
            super(request);
            this.cursor = cursor;
        }

        @Override
        public @Nullable String getParameter(String name) {
            return CURSOR.equals(name) ? cursor : super.getParameter(name);
        }

        @Override
        public String @Nullable [] getParameterValues(String name) {
            return CURSOR.equals(name) ? new String[]{cursor} : super.getParameterValues(name);
        }

        @Override
        public Map<String, String[]> getParameterMap() {
            Map<String, String[]> all = new TreeMap<>(super.getParameterMap());
            all.put(CURSOR, new String[]{cursor});
            return all;
        }
    }
}
