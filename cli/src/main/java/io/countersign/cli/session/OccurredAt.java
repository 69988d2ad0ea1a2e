package io.countersign.cli.session;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/** When something is claimed to have happened. */
public final class OccurredAt {

    private static final String NAME = "--occurred-at";

    @Option(names = NAME, paramLabel = "TIME", description = "When it happened, if not now; kept beside the sealed time and labelled as claimed.")
    private @Nullable String time;

    public ObjectNode addTo(ObjectNode body) {
        return Json.put(body, "occurredAt", Moments.instant(NAME, time));
    }
}
