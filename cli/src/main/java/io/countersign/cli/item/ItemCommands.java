package io.countersign.cli.item;

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
import tools.jackson.databind.node.ObjectNode;

/** What can be done with one item. */
@Command(name = "item", description = "Settle, fail and reopen the items of a deployment.", subcommands = {
    ItemCommands.Complete.class, ItemCommands.Fail.class, ItemCommands.Reopen.class,
    ItemCommands.NotApplicable.class, ItemCommands.Waive.class})
public final class ItemCommands {

    @Command(name = "complete", description = "Complete an item.", sortOptions = false)
    static final class Complete extends Verb {

        @Mixin
        private ItemRef item = new ItemRef();

        @Option(names = "--note", paramLabel = "TEXT")
        private @Nullable String note;

        @Option(names = "--alternative", paramLabel = "ID", description = "Of an either/or item the one that is claimed; the first when left out.")
        private @Nullable String alternative;

        @Option(names = "--notification", paramLabel = "ID", description = "The notification it rests on, recorded before.")
        private @Nullable String notification;

        @Mixin
        private EvidenceFiles evidence = new EvidenceFiles();

        @Mixin
        private OccurredAt occurredAt = new OccurredAt();

        @Override
        protected Answer run(Session session) throws IOException {
            ObjectNode body = occurredAt
                    .addTo(Json.put(Json.put(Json.object(), "note", note), "alternative", alternative));
            Json.put(body, "notification", notification);
            return item.post(session, "complete", evidence.addTo(body, session), "completed");
        }
    }

    @Command(name = "fail", description = "Record that an item failed.", sortOptions = false)
    static final class Fail extends Verb {

        @Mixin
        private ItemRef item = new ItemRef();

        @Option(names = "--reason", paramLabel = "TEXT")
        private @Nullable String reason;

        @Mixin
        private EvidenceFiles evidence = new EvidenceFiles();

        @Mixin
        private OccurredAt occurredAt = new OccurredAt();

        @Override
        protected Answer run(Session session) throws IOException {
            ObjectNode body = occurredAt.addTo(Json.put(Json.object(), "reason", reason));
            return item.post(session, "fail", evidence.addTo(body, session), "failed");
        }
    }

    @Command(name = "reopen", description = "Reopen a settled or failed item.")
    static final class Reopen extends Verb {

        @Mixin
        private ItemRef item = new ItemRef();

        @Option(names = "--reason", paramLabel = "TEXT")
        private @Nullable String reason;

        @Override
        protected Answer run(Session session) {
            return item.post(session, "reopen", Json.put(Json.object(), "reason", reason), "reopened");
        }
    }

    @Command(name = "not-applicable", description = "Set an item aside that does not apply here, with the reason.")
    static final class NotApplicable extends Verb {

        @Mixin
        private ItemRef item = new ItemRef();

        @Option(names = "--reason", paramLabel = "TEXT", required = true)
        @SuppressWarnings("NullAway.Init")
        private String reason;

        @Override
        protected Answer run(Session session) {
            return item.post(session, "not-applicable", Json.object().put("reason", reason), "not applicable:");
        }
    }

    @Command(name = "waive", description = "Waive an item until the waiver expires (Security).", sortOptions = false)
    static final class Waive extends Verb {

        @Mixin
        private ItemRef item = new ItemRef();

        @Mixin
        private WaiverTerms terms = new WaiverTerms();

        @Override
        protected Answer run(Session session) {
            return item.post(session, "waive", terms.body(session), "waived");
        }
    }
}
