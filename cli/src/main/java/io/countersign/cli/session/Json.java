package io.countersign.cli.session;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** JSON as trees: what a service answered is passed on as it is, also members that this version does not know. */
public final class Json {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    private Json() {}

    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    public static ArrayNode array() {
        return MAPPER.createArrayNode();
    }

    /** The strings as a JSON array. */
    public static ArrayNode strings(Collection<String> values) {
        ArrayNode array = array();
        values.forEach(array::add);
        return array;
    }

    /** @throws JacksonException when the bytes are no JSON document */
    public static JsonNode parse(byte[] bytes) {
        return MAPPER.readTree(bytes);
    }

    /** One compact line. */
    public static String write(JsonNode node) {
        return MAPPER.writeValueAsString(node);
    }

    static byte[] bytes(JsonNode node) {
        return write(node).getBytes(StandardCharsets.UTF_8);
    }

    /** The text of a member; empty when it is missing, null or no plain value. */
    public static String text(JsonNode node, String member) {
        return maybe(node, member).orElse("");
    }

    /** The text of a member, if it is there and a plain value. */
    public static Optional<String> maybe(JsonNode node, String member) {
        JsonNode value = node.path(member);
        return value.isValueNode() && !value.isNull() ? Optional.of(value.asString()) : Optional.empty();
    }

    /** What a person wrote; {@code (withheld)} or {@code (erased …)} where only its digest is left. */
    public static String said(JsonNode node, String member) {
        JsonNode value = node.path(member);
        return value.has("erased")
                ? "(erased by entry " + text(value, "erased") + ")"
                : value.isObject() ? "(withheld)" : text(node, member);
    }

    /** The elements of a member that is an array; none when it is missing. */
    public static Stream<JsonNode> each(JsonNode node, String member) {
        return node.path(member).valueStream();
    }

    /** Sets a member unless there is nothing to set. */
    public static ObjectNode put(ObjectNode node, String member, @Nullable String value) {
        return value == null ? node : node.put(member, value);
    }

    /** Sets a member unless the array is empty. */
    public static ObjectNode put(ObjectNode node, String member, ArrayNode values) {
        if (!values.isEmpty()) {
            node.set(member, values);
        }
        return node;
    }
}
