package io.countersign.cli.rollback;

import io.countersign.cli.contact.ContactCommands;
import io.countersign.cli.session.Address;
import io.countersign.cli.session.Answer;
import io.countersign.cli.session.DeploymentRef;
import io.countersign.cli.session.Failure;
import io.countersign.cli.session.Json;
import io.countersign.cli.session.Session;
import io.countersign.cli.session.Verb;
import io.countersign.cli.text.Receipts;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

@Command(name = "declare", description = "Declare a rollback; it is never gated, and its items open. Answers whom to call now.")
final class Declare extends Verb {

    private static final int MOST_CONTACTS = 100;
    private static final int MOST_SHOWN = 12;

    @Mixin
    private DeploymentRef deployment = new DeploymentRef();

    @Option(names = "--reason", paramLabel = "TEXT", required = true)
    @SuppressWarnings("NullAway.Init")
    private String reason;

    @Option(names = "--trigger", paramLabel = "TRIGGER", description = "The trigger it answers, as the profile names it.")
    private @Nullable String trigger;

    @Override
    protected Answer run(Session session) {
        JsonNode declared = session.command().post(
                Address.of("/api/v1/deployments/{}/rollback/declare", deployment.id()),
                Json.put(Json.object().put("reason", reason), "trigger", trigger));
        JsonNode voided = declared.path("voided");
        int items = voided.path("items").size() + voided.path("moreItems").asInt(0);
        String done = Receipts.line(declared, "rollback declared; voided: " + voided.path("signOffs").size()
                + " sign-offs, " + items + " items");
        ArrayNode contacts = contacts(session);
        if (contacts != null && declared instanceof ObjectNode answer) {
            answer.set("contacts", contacts);
        }
        return Answer.of(declared, () -> done + "\n" + whomToCall(contacts));
    }

    /** Those that somebody is set in come first. @return null when they cannot be asked for now: the rollback is declared all the same */
    private @Nullable ArrayNode contacts(Session session) {
        try {
            List<JsonNode> all = Json
                    .each(session.query().get(Address.of("/api/v1/deployments/{}", deployment.id())), "contacts")
                    .sorted(Comparator.comparing(c -> Json.said(c, "name").isEmpty())).limit(MOST_CONTACTS).toList();
            return Json.array().addAll(all);
        } catch (Failure e) {
            return null;
        }
    }

    private String whomToCall(@Nullable ArrayNode contacts) {
        String list = "countersign contact list " + deployment.id();
        if (contacts == null || contacts.isEmpty()) {
            return contacts == null
                    ? "whom to call cannot be asked now; later: " + list
                    : "whom to call: nobody is set; set them by: countersign contact set " + deployment.id() + " ROLE";
        }
        boolean more = contacts.size() > MOST_SHOWN;
        ArrayNode shown = Json.array().addAll(contacts.valueStream().limit(MOST_SHOWN).toList());
        return "whom to call now:\n" + ContactCommands.text(shown).indent(2).stripTrailing()
                + (more ? "\n  … and more: " + list : "");
    }
}
