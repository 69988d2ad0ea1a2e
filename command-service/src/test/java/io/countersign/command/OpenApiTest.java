package io.countersign.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;

class OpenApiTest {

    private final RunningService service = RunningService.get();

    @Test
    void describes_every_route_and_asks_for_what_is_asked_for() {
        JsonNode api = service.to("/openapi.json").get().json();
        assertThat(api.get("openapi").asString()).startsWith("3.1");
        Set<String> described = new TreeSet<>();
        api.get("paths").properties().forEach(path -> path.getValue().propertyNames()
                .forEach(method -> described.add(method.toUpperCase(java.util.Locale.ROOT) + " " + path.getKey())));
        Set<String> routes = new TreeSet<>();
        service.part(RequestMappingHandlerMapping.class).getHandlerMethods().forEach((mapping, handler) -> {
            if (handler.getBeanType().getName().startsWith("io.countersign")) {
                mapping.getPatternValues().stream().filter(p -> !p.equals("/error")).forEach(pattern -> mapping
                        .getMethodsCondition().getMethods()
                        .forEach(method -> routes.add(method + " " + pattern.replace("{*", "{"))));
            }
        });
        assertThat(routes).isNotEmpty();
        assertThat(described).containsAll(routes);
        JsonNode note = api.at("/paths/~1api~1v1~1deployments~1{deployment}~1notes/post");
        List<String> parameters = note.get("parameters").valueStream().map(p -> p.get("name").asString()).toList();
        assertThat(parameters).containsExactlyInAnyOrder("deployment", "Idempotency-Key");
    }

    /** Two bodies of one name once were described as the same. */
    @Test
    void describes_every_body_with_the_members_that_it_has() {
        JsonNode api = service.to("/openapi.json").get().json();
        List<String> bodies = new ArrayList<>();
        service.part(RequestMappingHandlerMapping.class).getHandlerMethods().forEach((mapping, handler) -> {
            for (MethodParameter parameter : handler.getMethodParameters()) {
                if (parameter.hasParameterAnnotation(RequestBody.class)) {
                    String path = mapping.getPatternValues().iterator().next();
                    String schema = api.path("paths").path(path)
                            .at("/post/requestBody/content/application~1json/schema/$ref")
                            .asString().replace("#/components/schemas/", "");
                    bodies.add(path);
                    assertThat(api.path("components").path("schemas").path(schema).path("properties").propertyNames())
                            .as(path).containsExactlyInAnyOrderElementsOf(
                                    Arrays.stream(parameter.getParameterType().getRecordComponents())
                                            .map(RecordComponent::getName).toList());
                }
            }
        });
        assertThat(bodies).hasSizeGreaterThan(30);
    }
}
