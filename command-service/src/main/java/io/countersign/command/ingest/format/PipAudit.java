package io.countersign.command.ingest.format;

import java.util.Map;
import tools.jackson.core.JsonToken;

/**
 * What {@code pip-audit -f json} prints: since 2.0 an object, before that its list alone. A dependency that was skipped was not audited, so nothing is
 * known of it.
 *
 * <pre>{@code
 * {"dependencies": [{"name": "flask", "version": "0.5", "vulns": [{"id": "PYSEC-2019-179", "fix_versions": ["1.0"]}]},
 *                   {"name": "claims", "skip_reason": "Dependency not found on PyPI"}], "fixes": []}
 * }</pre>
 */
final class PipAudit {

    private final Json json;
    private final Vulnerabilities found = new Vulnerabilities();
    private long dependencies;
    private long skipped;

    private PipAudit(Json json) {
        this.json = json;
    }

    static void read(Bounded bytes, Draft draft) throws Unreadable {
        Json.read(bytes, json -> new PipAudit(json).read(draft));
    }

    private void read(Draft draft) throws Unreadable {
        if (json.at(JsonToken.START_ARRAY)) {
            dependencies();
        } else {
            json.object("report", Map.of("dependencies", this::dependencies));
        }
        if (dependencies == 0) {
            throw new Unreadable("The report lists no dependency.");
        }
        draft.tool("pip-audit", null);
        draft.number("dependencies", dependencies);
        found.into(draft);
        if (skipped > 0) {
            draft.number("dependencies_skipped", skipped);
            Vulnerabilities.doubt(draft, skipped + " of the dependencies were not audited.");
        }
    }

    private void dependencies() throws Unreadable {
        json.array("dependencies", () -> {
            boolean[] has = new boolean[3];
            json.object("dependency", Map.of("name", () -> {
                json.text("name");
                has[0] = true;
            }, "skip_reason", () -> {
                json.text("skip_reason");
                has[1] = true;
            }, "vulns", () -> {
                has[2] = true;
                json.array("vulns", this::vulnerability);
            }));
            if (!has[0] || has[1] == has[2]) {
                throw new Unreadable("The report has a dependency that is neither audited nor skipped.");
            }
            dependencies++;
            skipped += has[1] ? 1 : 0;
        });
    }

    private void vulnerability() throws Unreadable {
        boolean[] has = new boolean[1];
        json.object("vulnerability", Map.of("id", () -> {
            json.text("id");
            has[0] = true;
        }));
        if (!has[0]) {
            throw new Unreadable("The report has a vulnerability without an id.");
        }
        found.add(Severity.UNRATED);
    }
}
