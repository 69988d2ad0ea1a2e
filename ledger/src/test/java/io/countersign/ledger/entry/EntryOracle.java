package io.countersign.ledger.entry;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The table of docs/spec/ledger.md, transcribed without a thought for speed: reads by Jackson, looks at each member, spells the whole again and compares. */
final class EntryOracle {

    private static final JsonMapper JSON = JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();
    private static final String TEXT = "[!#-\\[\\]-~]{1,255}";
    private static final String NUMBER = "(?:0|[1-9][0-9]{0,18})";
    private static final Pattern STREAM = Pattern.compile("([!$-\\[\\]-~]{1,255})#(" + NUMBER + ")");
    private static final Pattern TIME = Pattern
            .compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{6}Z");

    private EntryOracle() {}

    static boolean accepts(byte[] bytes) {
        if (bytes.length > 65_535) {
            return false;
        }
        try {
            JsonNode entry = JSON.readTree(bytes);
            return entry.isObject() && isEntry(entry) && Arrays.equals(spell(entry), bytes);
        } catch (JacksonException | DateTimeException | IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean isEntry(JsonNode entry) {
        List<String> names = new ArrayList<>(
                List.of("specversion", "id", "source", "type", "subject", "time", "position", "previous", "streams",
                        "authtype", "authid", "idempotencykey", "requestdigest", "datacontenttype", "data"));
        for (String optional : List.of("authid", "idempotencykey", "requestdigest")) {
            if (!entry.has(optional)) {
                names.remove(optional);
            }
        }
        if (!names.equals(List.copyOf(entry.propertyNames()))) {
            return false;
        }
        for (String name : names.subList(0, names.size() - 1)) {
            if (!entry.get(name).isString()) {
                return false;
            }
        }
        for (String name : List.of("id", "source", "type", "subject", "authid", "idempotencykey", "requestdigest")) {
            if (entry.has(name) && !text(entry, name).matches(TEXT)) {
                return false;
            }
        }
        String author = text(entry, "authtype");
        return text(entry, "specversion").equals("1.0") && isTime(text(entry, "time"))
                && isNumber(text(entry, "position")) && isDigest(text(entry, "previous"))
                && areStreams(text(entry, "streams")) && List.of("user", "service_account", "system").contains(author)
                && author.equals("system") != entry.has("authid")
                && text(entry, "datacontenttype").equals("application/json") && entry.get("data").isObject()
                && depth(entry.get("data")) <= 64;
    }

    private static String text(JsonNode entry, String name) {
        return entry.get(name).stringValue();
    }

    private static boolean isTime(String text) {
        if (!TIME.matcher(text).matches()) {
            return false;
        }
        Instant time = Instant.parse(text);
        String again = time.toString();
        String seconds = again.substring(0, 19);
        return text.startsWith(seconds) && !time.isBefore(Instant.EPOCH);
    }

    private static boolean isNumber(String text) {
        return text.matches(NUMBER) && Long.parseLong(text) >= 0;
    }

    private static boolean isDigest(String text) {
        byte[] digest = Base64.getDecoder().decode(text);
        return digest.length == 32 && Base64.getEncoder().encodeToString(digest).equals(text);
    }

    private static boolean areStreams(String text) {
        Set<String> names = new HashSet<>();
        for (String each : text.split(" ", -1)) {
            var shape = STREAM.matcher(each);
            if (!shape.matches() || !isNumber(shape.group(2)) || !names.add(shape.group(1))) {
                return false;
            }
        }
        return true;
    }

    private static int depth(JsonNode node) {
        int deepest = 0;
        for (JsonNode child : node) {
            deepest = Math.max(deepest, depth(child));
        }
        return node.isContainer() ? deepest + 1 : 0;
    }

    private static byte[] spell(JsonNode node) {
        StringBuilder out = new StringBuilder();
        spell(node, out);
        String text = out.toString();
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (!new String(bytes, StandardCharsets.UTF_8).equals(text)) {
            throw new IllegalArgumentException("half of a surrogate pair");
        }
        return bytes;
    }

    private static void spell(JsonNode node, StringBuilder out) {
        String comma = "";
        switch (node.getNodeType()) {
            case OBJECT -> {
                out.append('{');
                for (Map.Entry<String, JsonNode> member : node.properties()) {
                    spell(member.getKey(), out.append(comma));
                    spell(member.getValue(), out.append(':'));
                    comma = ",";
                }
                out.append('}');
            }
            case ARRAY -> {
                out.append('[');
                for (JsonNode child : node) {
                    spell(child, out.append(comma));
                    comma = ",";
                }
                out.append(']');
            }
            case STRING -> spell(node.stringValue(), out);
            case NUMBER -> {
                String digits = node.isIntegralNumber() ? node.bigIntegerValue().toString() : "no integer";
                out.append(digits.replace("-", "").length() > 19 ? "too long" : digits);
            }
            case BOOLEAN, NULL -> out.append(node);
            default -> throw new IllegalArgumentException("no JSON");
        }
    }

    private static void spell(String text, StringBuilder out) {
        out.append('"');
        for (char c : text.toCharArray()) {
            int named = "\b\t\n\f\r\"\\".indexOf(c);
            if (named >= 0) {
                out.append('\\').append("btnfr\"\\".charAt(named));
            } else if (c < 0x20) {
                out.append(String.format("\\u%04X", (int) c));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }
}
