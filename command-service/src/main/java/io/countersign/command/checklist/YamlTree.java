package io.countersign.command.checklist;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.serialization.NodeReader;
import com.networknt.schema.utils.JsonNodes;
import io.countersign.command.decision.Nearest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLParser;

/** A profile's YAML as a tree that knows its lines, valid against {@code checklists/profile.schema.json}. No key twice, one document, no aliases; a tag of
 * a type is passed over. */
final class YamlTree {

    static final int MAX_BYTES = 1024 * 1024;

    private static final YAMLMapper YAML = YAMLMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();
    private static final NodeReader READER = NodeReader.builder().locationAware().yamlMapper(YAML).build();
    private static final Schema SCHEMA = SchemaRegistry
            .withDefaultDialect(SpecificationVersion.DRAFT_2020_12, b -> b.schemaCacheEnabled(true))
            .getSchema(new String(ShippedChecklists.resource("profile.schema.json"), StandardCharsets.UTF_8),
                    InputFormat.JSON);

    private YamlTree() {}

    static JsonNode read(byte[] yaml) throws MalformedChecklist {
        String text = Source.text(yaml, MAX_BYTES, "profile");
        JsonNode root;
        try {
            refuseAliases(text);
            root = READER.readTree(text, InputFormat.YAML);
        } catch (JacksonException e) {
            TokenStreamLocation at = e.getLocation();
            throw new MalformedChecklist("profile", at == null ? 0 : Math.max(at.getLineNr(), 0),
                    "The profile is not YAML: " + firstLine(e.getOriginalMessage()));
        }
        if (!root.isObject()) {
            throw new MalformedChecklist("profile", 1, "A profile is a YAML mapping that begins with profile: 1");
        }
        List<Error> errors = SCHEMA.validate(root);
        if (!errors.isEmpty()) {
            throw malformed(errors.getFirst(), root);
        }
        return root;
    }

    /** An alias would be read as a text with its name, and nobody would notice. */
    private static void refuseAliases(String yaml) throws MalformedChecklist {
        try (JsonParser parser = YAML.createParser(yaml)) {
            while (parser.nextToken() != null) {
                if (parser instanceof YAMLParser at && at.isCurrentAlias()) {
                    throw new MalformedChecklist("profile", parser.currentTokenLocation().getLineNr(),
                            "A profile has no YAML aliases; write the value out");
                }
            }
        }
    }

    /** The line of a node of a tree read here, from 1. */
    static int line(JsonNode node) {
        TokenStreamLocation at = JsonNodes.tokenStreamLocationOf(node);
        return at == null ? 0 : at.getLineNr();
    }

    private static MalformedChecklist malformed(Error error, JsonNode root) {
        String path = error.getInstanceLocation().toString();
        JsonNode at = root.at(path);
        String property = error.getProperty();
        JsonNode surplus = property == null ? null : at.get(property);
        String field = "profile" + path + (surplus == null ? "" : "/" + property);
        JsonNode schema = error.getSchemaNode();
        String message = schema != null && schema.isBoolean() && surplus == null
                ? "this does not belong here"
                : error.getMessage();
        String given = surplus != null ? property : at.isValueNode() ? at.asString() : "";
        return new MalformedChecklist(field, line(surplus == null ? at : surplus), field + ": " + message,
                Nearest.to(given, allowed(error)));
    }

    /** The values or properties that the schema has where another was found, if it lists them. */
    private static List<String> allowed(Error error) {
        List<String> allowed = new ArrayList<>();
        JsonNode schema = error.getSchemaNode();
        switch (error.getKeyword()) {
            case "enum" -> schema.forEach(v -> allowed.add(v.asString()));
            case "propertyNames" -> schema.path("enum").forEach(v -> allowed.add(v.asString()));
            case "additionalProperties" -> SCHEMA.getSchemaNode().at(parent(error)).path("properties").properties()
                    .forEach(p -> allowed.add(p.getKey()));
            default -> {
            }
        }
        return allowed;
    }

    /** The pointer to the schema that a keyword stands in. */
    private static String parent(Error error) {
        String pointer = error.getSchemaLocation().getFragment().toString();
        return pointer.substring(0, Math.max(pointer.lastIndexOf('/'), 0));
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("it cannot be parsed").strip();
    }
}
