package io.countersign.cli;

import io.countersign.cli.session.Failure;
import io.countersign.cli.session.Json;
import io.countersign.cli.session.Plain;
import io.countersign.cli.session.Surroundings;
import io.countersign.cli.text.Conditions;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Tells a failure: as the problem document on standard output, or in a line or two on standard error. */
record Failures(Surroundings surroundings, boolean json) {

    int tell(Failure failure) {
        if (json) {
            surroundings.out().println(Json.write(failure.problem()));
        } else {
            surroundings.err().println(Plain.lines(text(failure.problem())));
        }
        return failure.exit();
    }

    private static String text(JsonNode problem) {
        StringBuilder text = new StringBuilder(Json.maybe(problem, "problem").orElse("failed")).append(": ")
                .append(Plain.line(Json.text(problem, "detail")));
        Json.maybe(problem, "rule").ifPresent(rule -> text.append(" [").append(rule).append(']'));
        List<String> nearest = Json.each(problem, "nearest").map(JsonNode::asString).toList();
        Json.maybe(problem, "field").ifPresent(field -> text.append("\n  field ").append(field));
        if (!nearest.isEmpty()) {
            text.append("\n  nearest: ").append(Plain.line(String.join(", ", nearest)));
        }
        if (!problem.path("unmet").isEmpty()) {
            text.append('\n').append(Conditions.unmet(problem));
        }
        return text.toString();
    }
}
