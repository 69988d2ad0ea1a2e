package io.countersign.cli.checklist;

import io.countersign.cli.session.Address;
import io.countersign.cli.session.Answer;
import io.countersign.cli.session.AsOf;
import io.countersign.cli.session.Json;
import io.countersign.cli.session.Page;
import io.countersign.cli.session.Session;
import io.countersign.cli.session.Verb;
import io.countersign.cli.text.Columns;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.JsonNode;

@Command(name = "list", description = "List every checklist in its latest version.")
final class ListChecklists extends Verb {

    @Mixin
    private AsOf asOf = new AsOf();

    @Mixin
    private Page page = new Page();

    @Override
    protected Answer run(Session session) {
        JsonNode list = session.query().get(asOf.to(page.to(Address.of("/api/v1/checklists")), session));
        return Answer.of(list, () -> text(list));
    }

    private static String text(JsonNode list) {
        Columns columns = new Columns();
        Json.each(list, "items").forEach(c -> columns.row(Json.text(c, "id") + "@" + Json.text(c, "version"),
                Json.text(c, "items") + " items", Json.text(c, "title")));
        return columns.isEmpty() ? "no checklist was imported yet" : columns + Page.more(list);
    }
}
