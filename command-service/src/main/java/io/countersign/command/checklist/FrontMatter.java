package io.countersign.command.checklist;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * The YAML mapping between {@code ---} lines at the very beginning of a document. A document may as well begin with a thematic break: then there is no closing
 * line or no mapping before it, and nothing of it is front matter.
 *
 * @param present whether the document has front matter
 */
record FrontMatter(boolean present, @Nullable String title, @Nullable String version, @Nullable String updated) {

    private static final FrontMatter NONE = new FrontMatter(false, null, null, null);
    /** Longer ones are none: it bounds what the YAML parser is handed. */
    private static final int MAX_CHARS = 64 * 1024;
    private static final int MAX_VALUE_CHARS = 200;
    private static final YAMLMapper YAML = YAMLMapper.builder().build();

    static FrontMatter of(String document) {
        String head = document.length() > MAX_CHARS ? document.substring(0, MAX_CHARS) : document;
        List<String> lines = head.lines().toList();
        if (lines.isEmpty() || !lines.getFirst().stripTrailing().equals("---")) {
            return NONE;
        }
        for (int i = 1; i < lines.size(); i++) {
            String line = lines.get(i).stripTrailing();
            if (line.equals("---") || line.equals("...")) {
                return read(String.join("\n", lines.subList(1, i)));
            }
        }
        return NONE;
    }

    private static FrontMatter read(String yaml) {
        try {
            JsonNode root = YAML.readTree(yaml);
            return root.isObject()
                    ? new FrontMatter(true, value(root, "title"), value(root, "version"),
                            value(root, "last_updated", "last-updated", "updated", "date"))
                    : NONE;
        } catch (JacksonException e) {
            return NONE;
        }
    }

    private static @Nullable String value(JsonNode root, String... names) {
        for (String name : names) {
            JsonNode value = root.get(name);
            if (value != null && value.isValueNode() && !value.isNull() && !value.asString().isBlank()
                    && value.asString().length() <= MAX_VALUE_CHARS) {
                return value.asString().strip();
            }
        }
        return null;
    }
}
