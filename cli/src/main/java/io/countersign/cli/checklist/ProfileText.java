package io.countersign.cli.checklist;

import io.countersign.cli.session.Json;
import io.countersign.cli.session.Plain;
import tools.jackson.databind.JsonNode;

/** What follows the items of a checklist that is shown: its profile, with the assumptions it makes, and what was recognised in the document. */
final class ProfileText {

    private final StringBuilder text = new StringBuilder();

    private ProfileText() {}

    static String of(JsonNode shown) {
        ProfileText all = new ProfileText();
        JsonNode profile = shown.path("profile");
        all.head("profile " + Json.text(profile, "version")
                + (profile.path("inferred").asBoolean(false) ? ", inferred since none was given" : ""));
        profile.path("gates").properties()
                .forEach(g -> g.getValue().forEach(c -> all.line(g.getKey() + " also asks for " + Json.text(c, "name")
                        + ": " + Json.text(c, "condition"))));
        Json.each(profile, "assumptions").forEach(a -> all.line("assumes: " + a.asString()));
        all.recognized(shown.path("recognized"));
        return all.text.toString();
    }

    private void recognized(JsonNode seen) {
        if (!seen.isObject()) {
            return;
        }
        head("recognised in the document, for a profile to confirm");
        Json.each(seen, "signOffs").forEach(s -> line("sign-off: " + s.asString()));
        Json.each(seen, "contacts").forEach(c -> line("contact: " + Json.text(c, "role") + ", "
                + Json.text(c, "availability")));
        each(seen, "fields", "field");
        each(seen, "triggers", "trigger");
        each(seen, "thresholds", "threshold");
        each(seen, "conditionals", "may not apply");
        each(seen, "recurring", "recurring");
        Json.each(seen, "procedures").forEach(p -> {
            line("procedure: " + Json.text(p, "title"));
            Json.each(p, "steps").forEach(s -> {
                line("  " + Json.text(s, "title"));
                Json.each(s, "commands").forEach(c -> line("    $ " + Json.text(c, "run")));
            });
        });
        if (seen.path("omitted").asInt(0) > 0) {
            line("and " + Json.text(seen, "omitted") + " more");
        }
    }

    private void each(JsonNode seen, String member, String what) {
        Json.each(seen, member).forEach(n -> line(what + ": " + Json.text(n, "text") + " (line " + Json.text(n, "line")
                + ")"));
    }

    private void head(String title) {
        text.append('\n').append(Plain.line(title)).append('\n');
    }

    private void line(String line) {
        text.append("  ").append(Plain.line(line)).append('\n');
    }
}
