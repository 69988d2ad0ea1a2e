package io.countersign.ledger.evidence;

import io.countersign.ledger.disclosure.Disclosure;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code disclosures.jsonl}: a line per disclosure, {@code {"digest":…,"name":…,"value":…,"disclosure":…}}; name and value for people, the disclosure itself for
 * whoever checks.
 */
public final class DisclosureLines {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private DisclosureLines() {}

    /** The file's text. */
    public static String format(Collection<Disclosure> disclosures) {
        StringBuilder out = new StringBuilder();
        disclosures.forEach(each -> out.append(line(each)).append('\n'));
        return out.toString();
    }

    static List<Disclosure> parse(String text) throws FaultFound {
        List<Disclosure> disclosures = new ArrayList<>();
        String[] lines = text.split("\n", -1);
        for (int i = 0; i < lines.length - 1; i++) {
            disclosures.add(parse(lines[i], i + 1));
        }
        if (!lines[lines.length - 1].isEmpty()) {
            throw FaultFound.in(PackName.DISCLOSURES, "end", "a newline", "none");
        }
        return disclosures;
    }

    private static Disclosure parse(String line, int number) throws FaultFound {
        try {
            Disclosure parsed = Disclosure.parse(JSON.readTree(line).path("disclosure").asString());
            if (line(parsed).equals(line)) {
                return parsed;
            }
        } catch (JacksonException | IllegalArgumentException e) {
            throw FaultFound.in(PackName.DISCLOSURES, "line " + number, "a disclosure", String.valueOf(e.getMessage()));
        }
        throw FaultFound.in(PackName.DISCLOSURES, "line " + number, "what its disclosure says", line);
    }

    private static String line(Disclosure disclosure) {
        Map<String, String> members = new LinkedHashMap<>();
        members.put("digest", disclosure.digest());
        members.put("name", disclosure.name());
        members.put("value", disclosure.value());
        members.put("disclosure", disclosure.encoded());
        return JSON.writeValueAsString(members);
    }
}
