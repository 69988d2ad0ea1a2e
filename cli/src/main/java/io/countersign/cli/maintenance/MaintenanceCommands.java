package io.countersign.cli.maintenance;

import io.countersign.cli.session.Answer;
import io.countersign.cli.session.EvidenceFiles;
import io.countersign.cli.session.Json;
import io.countersign.cli.session.OccurredAt;
import io.countersign.cli.session.Session;
import io.countersign.cli.session.Verb;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Maintenance begins when a deployment whose checklist asks for it goes live, and outlives it. */
@Command(name = "maintenance", description = "See and settle the recurring maintenance of systems.", subcommands = {
    ListObligations.class, History.class, MaintenanceCommands.Complete.class,
    MaintenanceCommands.NotApplicable.class, MaintenanceCommands.End.class})
public final class MaintenanceCommands {

    private static final String OBLIGATION = "Its id as list shows it, or any suffix of it that no other obligation there ends in.";

    @Command(name = "complete", sortOptions = false, description = {"Record that maintenance was done.",
        "It meets the oldest period that can still be met: the one that runs, or one within its grace that nobody met."})
    static final class Complete extends Verb {

        @Mixin
        private PlaceRef place = new PlaceRef();

        @Parameters(index = "2", paramLabel = "OBLIGATION", description = OBLIGATION)
        @SuppressWarnings("NullAway.Init")
        private String obligation;

        @Option(names = "--note", paramLabel = "TEXT")
        private @Nullable String note;

        @Mixin
        private EvidenceFiles evidence = new EvidenceFiles();

        @Mixin
        private OccurredAt occurredAt = new OccurredAt();

        @Override
        protected Answer run(Session session) throws IOException {
            return place.post(session, obligation, "complete",
                    evidence.addTo(occurredAt.addTo(Json.put(Json.object(), "note", note)), session), "completed");
        }
    }

    @Command(name = "not-applicable", description = "Set a period aside in which there is nothing to do, with the reason.")
    static final class NotApplicable extends Verb {

        @Mixin
        private PlaceRef place = new PlaceRef();

        @Parameters(index = "2", paramLabel = "OBLIGATION", description = OBLIGATION)
        @SuppressWarnings("NullAway.Init")
        private String obligation;

        @Option(names = "--reason", paramLabel = "TEXT", required = true)
        @SuppressWarnings("NullAway.Init")
        private String reason;

        @Override
        protected Answer run(Session session) {
            return place.post(session, obligation, "not-applicable", Json.object().put("reason", reason),
                    "not applicable:");
        }
    }

    @Command(name = "end", description = {
        "End maintenance, as when a system is taken out of service (DevOps, Security).",
        "What fell due before is still to be met; nothing falls due any more."})
    static final class End extends Verb {

        @Mixin
        private PlaceRef place = new PlaceRef();

        @Parameters(index = "2", arity = "0..1", paramLabel = "OBLIGATION", description = "One of them; else all that run there.")
        private @Nullable String obligation;

        @Option(names = "--reason", paramLabel = "TEXT", required = true)
        @SuppressWarnings("NullAway.Init")
        private String reason;

        @Override
        protected Answer run(Session session) {
            return place.post(session, obligation, "end", Json.object().put("reason", reason), "ended");
        }
    }
}
