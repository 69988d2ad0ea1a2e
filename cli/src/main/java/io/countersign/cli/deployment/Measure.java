package io.countersign.cli.deployment;

import io.countersign.cli.session.Address;
import io.countersign.cli.session.Answer;
import io.countersign.cli.session.DeploymentRef;
import io.countersign.cli.session.Failure;
import io.countersign.cli.session.Json;
import io.countersign.cli.session.OccurredAt;
import io.countersign.cli.session.Plain;
import io.countersign.cli.session.Session;
import io.countersign.cli.session.Verb;
import io.countersign.cli.text.Columns;
import io.countersign.cli.text.Receipts;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Numbers measured of a deployment. */
@Command(name = "measure", description = "Record measurements; each is judged by the profile's thresholds.")
public final class Measure extends Verb {

    private static final Pattern MEASUREMENT = Pattern.compile("([^=]+)=([+-]?[0-9]+(?:\\.[0-9]+)?)\\s*(.*)");

    @Mixin
    private DeploymentRef deployment = new DeploymentRef();

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "NAME=VALUE[UNIT]", description = "Such as error_rate=0.4%% or p95_latency=480ms; the profile says which names have a threshold.")
    @SuppressWarnings("NullAway.Init")
    private List<String> measurements;

    @Mixin
    private OccurredAt occurredAt = new OccurredAt();

    @Override
    protected Answer run(Session session) {
        ObjectNode body = Json.object();
        ArrayNode list = body.putArray("measurements");
        measurements.forEach(m -> list.add(occurredAt.addTo(parse(m))));
        JsonNode recorded = session.command()
                .post(Address.of("/api/v1/deployments/{}/measurements", deployment.id()), body);
        return Answer.of(recorded, () -> text(recorded));
    }

    /** The number stays the text it was given as: no binary fraction ever comes between. */
    static ObjectNode parse(String text) {
        Matcher measurement = MEASUREMENT.matcher(text);
        if (!measurement.matches()) {
            throw Failure.usage("'" + text + "' is no NAME=VALUE[UNIT] such as error_rate=0.4%");
        }
        ObjectNode parsed = Json.object().put("name", measurement.group(1)).put("value", measurement.group(2));
        return measurement.group(3).isBlank() ? parsed : parsed.put("unit", measurement.group(3).strip());
    }

    private static String text(JsonNode recorded) {
        Columns columns = new Columns();
        Json.each(recorded, "measurements").forEach(m -> columns.row(Json.text(m, "name"),
                Json.text(m, "value") + Json.text(m, "unit"), Json.text(m, "band")));
        List<String> triggers = Json.each(recorded, "triggers").map(Measure::name).toList();
        return columns
                + (triggers.isEmpty() ? "" : "\nrollback trigger: " + Plain.line(String.join(", ", triggers)))
                + "\n" + Receipts.line(recorded, "recorded");
    }

    private static String name(JsonNode trigger) {
        return trigger.isObject() ? Json.text(trigger, "trigger") : trigger.asString("");
    }
}
