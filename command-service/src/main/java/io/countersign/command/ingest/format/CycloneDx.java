package io.countersign.command.ingest.format;

import io.countersign.command.ingest.format.Json.Step;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;

/**
 * CycloneDX JSON from 1.4 on. Without the member {@code vulnerabilities} it is a list of parts and no scan. The severity of a vulnerability is the worst
 * of its ratings.
 *
 * <pre>{@code
 * {"bomFormat": "CycloneDX", "specVersion": "1.6", "components": [ … ],
 *  "vulnerabilities": [{"id": "CVE-2024-6345", "ratings": [{"severity": "high", "score": 8.8}], "analysis": {"state": "exploitable"}}]}
 * }</pre>
 */
final class CycloneDx {

    /** Analyses by which a vulnerability is none of this product's. */
    private static final Set<String> DISMISSED = Set.of("resolved", "resolved_with_pedigree", "false_positive",
            "not_affected");

    private final Json json;
    private final Draft draft;
    private final Vulnerabilities found = new Vulnerabilities();
    private boolean ofFormat;
    private boolean scanned;
    private long components;
    private long dismissed;

    private CycloneDx(Json json, Draft draft) {
        this.json = json;
        this.draft = draft;
    }

    static void read(Bounded bytes, Draft draft) throws Unreadable {
        Json.read(bytes, json -> new CycloneDx(json, draft).read());
    }

    private void read() throws Unreadable {
        json.object("report", Map.of("bomFormat", () -> ofFormat = json.text("bomFormat").equals("CycloneDX"),
                "specVersion", this::version, "metadata", this::metadata, "components", this::components,
                "vulnerabilities", this::vulnerabilities));
        if (!ofFormat) {
            throw new Unreadable("The report's \"bomFormat\" is not CycloneDX.");
        }
        draft.number("components", components);
        if (!scanned) {
            return;
        }
        found.into(draft);
        draft.number("vulnerabilities_dismissed", dismissed);
        if (components == 0) {
            Vulnerabilities.doubt(draft, "The report lists no component: what was scanned is not known.");
        }
    }

    private void version() throws Unreadable {
        if (!json.text("specVersion").matches("1\\.[0-9]{1,2}")) {
            throw new Unreadable("The report is of a version of CycloneDX that is not known.");
        }
    }

    private void metadata() throws Unreadable {
        json.object("metadata", Map.of("component", () -> {
            components++;
            json.skip();
        }, "tools", this::tools));
    }

    /** A list of tools until 1.4; from 1.5 on an object with components. */
    private void tools() throws Unreadable {
        if (json.at(JsonToken.START_OBJECT)) {
            json.object("tools", Map.of("components", () -> json.array("components", this::tool)));
        } else {
            json.array("tools", this::tool);
        }
    }

    private void tool() throws Unreadable {
        String[] named = new String[2];
        json.object("tool", Map.of("name", () -> named[0] = json.text("name"), "version",
                () -> named[1] = json.text("version")));
        draft.tool(named[0], named[1]);
    }

    private void components() throws Unreadable {
        json.array("components", () -> {
            json.object("component", Map.of());
            components++;
        });
    }

    private void vulnerabilities() throws Unreadable {
        scanned = true;
        json.array("vulnerabilities", () -> new Vulnerability().read());
    }

    private final class Vulnerability {

        private @Nullable Severity severity;
        private String state = "";

        void read() throws Unreadable {
            json.object("vulnerability", Map.of("ratings", () -> json.array("ratings", this::rating), "analysis",
                    () -> json.object("analysis", Map.of("state", () -> state = json.text("state")))));
            if (DISMISSED.contains(state)) {
                dismissed++;
            } else {
                found.add(severity == null ? Severity.UNRATED : severity);
            }
        }

        private void rating() throws Unreadable {
            Severity[] given = new Severity[2];
            Step word = () -> given[0] = Severity.named(json.text("severity"));
            Step score = () -> given[1] = Severity.scored(Decimal.number(json.scalar("score"), "score"));
            json.object("rating", Map.of("severity", word, "score", score));
            Severity rated = given[0] != null && given[0] != Severity.UNRATED ? given[0] : given[1];
            if (rated != null) {
                severity = Severity.worse(severity, rated);
            }
        }
    }
}
