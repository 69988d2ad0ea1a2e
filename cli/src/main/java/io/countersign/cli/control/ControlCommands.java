package io.countersign.cli.control;

import io.countersign.cli.item.WaiverTerms;
import io.countersign.cli.session.Address;
import io.countersign.cli.session.Answer;
import io.countersign.cli.session.DeploymentRef;
import io.countersign.cli.session.EvidenceFiles;
import io.countersign.cli.session.Json;
import io.countersign.cli.session.OccurredAt;
import io.countersign.cli.session.Session;
import io.countersign.cli.session.Verb;
import io.countersign.cli.text.Receipts;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Controls: the catalogue, those of a deployment, and what is decided of addressable ones. */
@Command(name = "control", description = "List, check, waive and decide on the controls that items need.", subcommands = {
    CatalogueCommands.ListControls.class, CatalogueCommands.Show.class, CatalogueCommands.History.class,
    ControlCommands.Check.class, ControlCommands.Waive.class, CatalogueCommands.Decide.class})
public final class ControlCommands {

    @Command(name = "check", description = "Record what a check of a control found; it ticks no item by itself.", sortOptions = false)
    static final class Check extends Verb {

        @Mixin
        private DeploymentRef deployment = new DeploymentRef();

        @Parameters(index = "1", paramLabel = "CONTROL", description = "Such as hipaa.encryption-in-transit.")
        @SuppressWarnings("NullAway.Init")
        private String control;

        @Option(names = "--outcome", paramLabel = "OUTCOME", required = true, description = "pass, fail or inconclusive.")
        @SuppressWarnings("NullAway.Init")
        private String outcome;

        @Option(names = "--method", paramLabel = "METHOD", description = "manual (unless given), probe or report.")
        private @Nullable String method;

        @Option(names = "--expected", paramLabel = "TEXT")
        private @Nullable String expected;

        @Option(names = "--observed", paramLabel = "TEXT")
        private @Nullable String observed;

        @Mixin
        private EvidenceFiles evidence = new EvidenceFiles();

        @Mixin
        private OccurredAt occurredAt = new OccurredAt();

        @Override
        protected Answer run(Session session) throws IOException {
            ObjectNode body = Json.put(Json.object().put("outcome", outcome), "method", method);
            Json.put(Json.put(body, "expected", expected), "observed", observed);
            evidence.addTo(occurredAt.addTo(body), session);
            JsonNode checked = session.command().post(
                    Address.of("/api/v1/deployments/{}/controls/{}/check", deployment.id(), control), body);
            return Receipts.of(checked, "checked " + control + ": " + outcome);
        }
    }

    @Command(name = "waive", description = "Waive a control until the waiver expires (Security).", sortOptions = false)
    static final class Waive extends Verb {

        @Mixin
        private DeploymentRef deployment = new DeploymentRef();

        @Parameters(index = "1", paramLabel = "CONTROL")
        @SuppressWarnings("NullAway.Init")
        private String control;

        @Mixin
        private WaiverTerms terms = new WaiverTerms();

        @Override
        protected Answer run(Session session) {
            JsonNode waived = session.command().post(
                    Address.of("/api/v1/deployments/{}/controls/{}/waive", deployment.id(), control),
                    terms.body(session));
            return Receipts.of(waived, "waived " + control + ", waiver " + Json.text(waived, "waiver"));
        }
    }
}
