package io.countersign.cli.deployment;

import io.countersign.cli.session.Address;
import io.countersign.cli.session.Answer;
import io.countersign.cli.session.AsOf;
import io.countersign.cli.session.DeploymentRef;
import io.countersign.cli.session.Session;
import io.countersign.cli.session.Verb;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.JsonNode;

/** All that is known of one deployment, now or as it was. */
@Command(name = "show", description = "Show a deployment, now or as it was: items, controls, sign-offs, waivers, rollback.")
public final class Show extends Verb {

    @Mixin
    private DeploymentRef deployment = new DeploymentRef();

    @Mixin
    private AsOf asOf = new AsOf();

    @Override
    protected Answer run(Session session) {
        JsonNode shown = session.query().get(asOf.to(Address.of("/api/v1/deployments/{}", deployment.id()), session));
        return Answer.of(shown, () -> new DeploymentText(shown).toString());
    }
}
