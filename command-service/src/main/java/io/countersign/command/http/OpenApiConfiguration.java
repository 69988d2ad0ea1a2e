package io.countersign.command.http;

import io.countersign.command.decision.ExternalUrl;
import io.countersign.command.decision.FieldValue;
import io.countersign.command.identity.Bearer;
import io.countersign.events.Redactable;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.HeaderParameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** {@code /openapi.json}, made from the controllers; what all writes have in common is added here. */
@Configuration(proxyBeanMethods = false)
class OpenApiConfiguration {

    private static final String BEARER = "bearer";
    private static final String WRITTEN = "#/components/schemas/Written";
    private static final String PROBLEM = "#/components/schemas/Problem";

    @Bean
    OpenAPI openApi() {
        SpringDocUtils.getConfig().addRequestWrapperToIgnore(Writes.Request.class, Bearer.class)
                .replaceWithSchema(Redactable.class, new StringSchema()
                        .description("Free text. The ledger holds a digest of it; the text itself can be erased."))
                .replaceWithSchema(FieldValue.class, new StringSchema().description(
                        "A field's value, of the type that the profile gives the field. The ledger holds a digest of it."))
                .replaceWithSchema(ExternalUrl.class, new StringSchema().format("uri").maxLength(ExternalUrl.MAX_LENGTH)
                        .description("Where a file is kept that is not uploaded; https. It is not opened."));
        return new OpenAPI().info(new Info().title("Countersign command service").version("1").description(
                "Decides what may be done, seals it, and proves it. Every write answers a receipt; every fault is an RFC 9457 problem."))
                .addSecurityItem(new SecurityRequirement().addList(BEARER))
                .components(new Components().addSecuritySchemes(BEARER,
                        new SecurityScheme().type(SecurityScheme.Type.HTTP).scheme("bearer").bearerFormat("JWT"))
                        .addSchemas("Written", written()).addSchemas("Problem", problem()));
    }

    private static Schema<?> written() {
        return new ObjectSchema().description("The ids that were given or meant, and the receipt.")
                .addProperty("receipt", new ObjectSchema().addProperty("position", new IntegerSchema().format("int64"))
                        .addProperty("leafHash", new StringSchema().format("byte"))
                        .addProperty("proof", new StringSchema().description("text of a C2SP .tlog-proof file"))
                        .addProperty("witnessed", new ObjectSchema()
                                .description("how far witnesses have confirmed the log, as this node knows")
                                .addProperty("size", new IntegerSchema().format("int64"))
                                .addProperty("quorum", new StringSchema().addEnumItem("met").addEnumItem("unmet")
                                        .addEnumItem("none"))));
    }

    private static Schema<?> problem() {
        Schema<?> problem = new ObjectSchema();
        for (String member : new String[]{"type", "problem", "title", "detail", "rule", "field"}) {
            problem.addProperty(member, new StringSchema());
        }
        return problem.addProperty("status", new IntegerSchema());
    }

    @Bean
    OpenApiCustomizer whatWritesHaveInCommon() {
        return api -> api.getPaths().values().stream().map(PathItem::getPost).filter(java.util.Objects::nonNull)
                .forEach(OpenApiConfiguration::describe);
    }

    private static void describe(Operation write) {
        write.addParametersItem(new HeaderParameter().name("Idempotency-Key").required(false)
                .schema(new StringSchema().maxLength(255))
                .description("A repeat of the same request under the same key is answered as before."));
        write.getResponses().clear();
        write.getResponses().addApiResponse("2XX", response("Done, or done before.", "application/json", WRITTEN))
                .addApiResponse("default", response("Refused.", "application/problem+json", PROBLEM));
    }

    private static ApiResponse response(String description, String type, String schema) {
        return new ApiResponse().description(description)
                .content(new Content().addMediaType(type, new MediaType().schema(new Schema<>().$ref(schema))));
    }
}
