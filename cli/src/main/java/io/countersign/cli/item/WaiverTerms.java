package io.countersign.cli.item;

import io.countersign.cli.session.Json;
import io.countersign.cli.session.Moments;
import io.countersign.cli.session.Session;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/** The terms of an exception: why, what stands in instead, until when. */
public final class WaiverTerms {

    @Option(names = "--reason", paramLabel = "TEXT", required = true)
    @SuppressWarnings("NullAway.Init")
    private String reason;

    @Option(names = "--compensating", paramLabel = "TEXT", description = "What protects meanwhile.")
    private @Nullable String compensating;

    @Option(names = "--expires", paramLabel = "TIME", required = true, description = "An instant, a date (its beginning in UTC), or how long from now: 8h, 14d.")
    @SuppressWarnings("NullAway.Init")
    private String expires;

    public ObjectNode body(Session session) {
        ObjectNode body = Json.put(Json.object().put("reason", reason), "compensating", compensating);
        return body.put("expires", Moments.future("--expires", expires, session.now()));
    }
}
