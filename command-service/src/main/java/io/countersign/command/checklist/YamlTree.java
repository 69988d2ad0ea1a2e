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
        boolean surplus = property != null && at.get(property) != null;
        String field = "profile" + path + (surplus ? "/" + property : "");
        String message = error.getMessage();
        List<String> nearest = surplus ? Nearest.to(property, known(error)) : allowed(error, at);
        return new MalformedChecklist(field, line(surplus ? at.get(property) : at), field + ": " + message, nearest);
    }

    /** The properties that the schema has where a surplus one was found. */
    private static List<String> known(Error error) {
        List<String> known = new ArrayList<>();
        JsonNode schema = error.getSchemaNode();
        JsonNode parent = SCHEMA.getSchemaNode().at(parentPointer(error));
        (schema != null && schema.isObject() ? schema : parent.path("properties")).properties()
                .forEach(p -> known.add(p.getKey()));
        return known;
    }

    private static String parentPointer(Error error) {
        String pointer = error.getSchemaLocation().getFragment().toString();
        return pointer.substring(0, Math.max(pointer.lastIndexOf('/'), 0));
    }

    private static List<String> allowed(Error error, JsonNode at) {
        JsonNode schema = error.getSchemaNode();
        if (!"enum".equals(error.getKeyword()) || schema == null || !schema.isArray()) {
            return List.of();
        }
        List<String> values = new ArrayList<>();
        schema.forEach(v -> values.add(v.asString()));
        return Nearest.to(at.isValueNode() ? at.asString() : "", values);
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("it cannot be parsed").strip();
    }
}
