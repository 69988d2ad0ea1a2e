package io.countersign.cli.log;

import io.countersign.cli.session.Address;
import io.countersign.cli.session.Answer;
import io.countersign.cli.session.Json;
import io.countersign.cli.session.Session;
import io.countersign.cli.session.Verb;
import picocli.CommandLine.Command;
import tools.jackson.databind.JsonNode;

/** The views that queries are answered from. */
@Command(name = "views", description = "Rebuild query-service's views from the log.", subcommands = ViewsCommands.Rebuild.class)
public final class ViewsCommands {

    @Command(name = "rebuild", description = "Rebuild every view from position 0, while reads go on.")
    static final class Rebuild extends Verb {

        @Override
        protected Answer run(Session session) {
            JsonNode rebuilt = session.query().post(Address.of("/api/v1/views/rebuild"), Json.object());
            return Answer.of(rebuilt, () -> Json.text(rebuilt, "views") + " built from " + Json.text(rebuilt, "entries")
                    + " entries, and answering");
        }
    }
}
