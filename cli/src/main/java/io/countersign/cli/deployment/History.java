package io.countersign.cli.deployment;

import io.countersign.cli.session.Address;
import io.countersign.cli.session.Answer;
import io.countersign.cli.session.AsOf;
import io.countersign.cli.session.Json;
import io.countersign.cli.session.Page;
import io.countersign.cli.session.Session;
import io.countersign.cli.session.Verb;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** What happened across deployments, entry by entry. */
@Command(name = "history", description = "Tell what happened across deployments, latest first: of a system, an environment, a person, or of one kind.", sortOptions = false)
public final class History extends Verb {

    @Parameters(paramLabel = "POPULATION", arity = "0..*", description = {
        "system/S, environment/E, checklist/ID, deployment/D, person/UUID or type/KIND, such as type/action-refused.",
        "Of several, what is in all of them; of none, the whole ledger."})
    private List<String> populations = List.of();

    @Mixin
    private AsOf asOf = new AsOf();

    @Mixin
    private Page page = new Page();

    @Override
    protected Answer run(Session session) {
        Address address = Address.of("/api/v1/entries");
        populations.forEach(population -> address.with("of", population));
        JsonNode list = session.query().get(asOf.to(page.to(address), session));
        return Answer.of(list,
                () -> Timeline.text(list, e -> (Json.text(e, "subject") + " " + Json.text(e, "about")).strip()));
    }
}
