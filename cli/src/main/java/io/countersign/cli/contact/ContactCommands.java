package io.countersign.cli.contact;

import io.countersign.cli.session.Address;
import io.countersign.cli.session.Answer;
import io.countersign.cli.session.AsOf;
import io.countersign.cli.session.Failure;
import io.countersign.cli.session.Json;
import io.countersign.cli.session.Session;
import io.countersign.cli.session.Verb;
import io.countersign.cli.text.Columns;
import io.countersign.cli.text.Receipts;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Contacts of a system in an environment, which outlive its deployments. */
@Command(name = "contact", description = "List and set whom to call about a system.", subcommands = {
    ContactCommands.ListContacts.class, ContactCommands.Set.class})
public final class ContactCommands {

    /** The system and environment that are meant: named, or those of a deployment. */
    static final class Where {

        @Option(names = "--system", paramLabel = "S", description = "The system; with --environment, in place of D.")
        private @Nullable String system;

        @Option(names = "--environment", paramLabel = "E", description = "The environment; with --system.")
        private @Nullable String environment;

        void check(@Nullable String deployment) {
            boolean named = system != null && environment != null;
            if (deployment == null ? !named : system != null || environment != null) {
                throw Failure.usage("name a deployment, or --system and --environment");
            }
        }

        /** @param deployment null for the system and environment named */
        ObjectNode body(@Nullable String deployment, Session session) {
            check(deployment);
            if (deployment == null) {
                return Json.object().put("system", system).put("environment", environment);
            }
            JsonNode shown = session.query().get(Address.of("/api/v1/deployments/{}", deployment));
            return Json.object().put("system", Json.text(shown, "system")).put("environment",
                    Json.text(shown, "environment"));
        }
    }

    @Command(name = "list", description = "List whom to call about a deployment, with the roles its profile asks for, or about a system.", sortOptions = false)
    static final class ListContacts extends Verb {

        @Parameters(arity = "0..1", paramLabel = "D", description = "The deployment's id.")
        private @Nullable String deployment;

        @Mixin
        private Where where = new Where();

        @Mixin
        private AsOf asOf = new AsOf();

        @Override
        protected Answer run(Session session) {
            where.check(deployment);
            Address address = deployment == null
                    ? Address.of("/api/v1/contacts").with("system", where.system).with("environment",
                            where.environment)
                    : Address.of("/api/v1/deployments/{}", deployment);
            JsonNode found = session.query().get(asOf.to(address, session));
            JsonNode contacts = found.path(deployment == null ? "items" : "contacts");
            ObjectNode answer = Json.object();
            answer.set("items", contacts);
            answer.set("position", found.path("position"));
            return Answer.of(answer.putNull("next"), () -> text(contacts));
        }
    }

    @Command(name = "set", description = "Set whom to call in a role; without --name and --address nobody. An earlier one stays in the ledger.", sortOptions = false)
    static final class Set extends Verb {

        @Parameters(arity = "1..2", paramLabel = "[D] ROLE", hideParamSyntax = true, description = "The role, such as 'Technical Lead'; before it the deployment whose system and environment are meant.")
        @SuppressWarnings("NullAway.Init")
        private String[] named;

        @Mixin
        private Where where = new Where();

        @Option(names = "--name", paramLabel = "TEXT", description = "Who it is.")
        private @Nullable String name;

        @Option(names = "--address", paramLabel = "TEXT", description = "Telephone, mail, channel.")
        private @Nullable String address;

        @Option(names = "--availability", paramLabel = "TEXT", description = "Such as 24/7.")
        private @Nullable String availability;

        @Override
        protected Answer run(Session session) {
            String role = named[named.length - 1];
            ObjectNode body = where.body(named.length == 2 ? named[0] : null, session).put("role", role);
            Json.put(Json.put(Json.put(body, "name", name), "address", address), "availability", availability);
            return Receipts.of(session.command().post(Address.of("/api/v1/contacts"), body),
                    "set " + role + " of " + Json.text(body, "system") + " in " + Json.text(body, "environment"));
        }
    }

    /** One contact a line. */
    public static String text(JsonNode contacts) {
        Columns columns = new Columns();
        contacts.forEach(c -> {
            String availability = Json.said(c, "availability");
            String name = Json.said(c, "name");
            columns.row(Json.text(c, "role"), name.isEmpty() ? "nobody is set" : name, Json.said(c, "address"),
                    availability.isEmpty() ? Json.text(c, "expected") : availability);
        });
        return columns.isEmpty() ? "nobody is set" : columns.toString();
    }
}
