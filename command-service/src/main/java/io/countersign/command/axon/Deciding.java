package io.countersign.command.axon;

import io.countersign.command.decision.Caller;
import io.countersign.command.decision.Decision;
import io.countersign.command.decision.Ids;
import io.countersign.command.decision.Look;
import io.countersign.command.decision.Question.Known;
import io.countersign.command.decision.Refusal;
import io.countersign.command.store.LedgerEventStorageEngine;
import io.countersign.events.LedgerEvent;
import io.countersign.events.state.Recorded;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.eventsourcing.eventstore.EventStoreTransaction;
import org.axonframework.eventsourcing.eventstore.SourcingCondition;
import org.axonframework.messaging.commandhandling.CommandHandler;
import org.axonframework.messaging.commandhandling.CommandMessage;
import org.axonframework.messaging.commandhandling.CommandResultMessage;
import org.axonframework.messaging.commandhandling.GenericCommandResultMessage;
import org.axonframework.messaging.core.MessageStream;
import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.gateway.EventAppender;
import org.jspecify.annotations.Nullable;

/**
 * Handles every command: sources what the decision rests on, lets the question decide, appends. All that was sourced is one append condition, so
 * a person is introduced once, an idempotency key is used once, and nothing the decision rests on can change unseen.
 */
final class Deciding implements CommandHandler {

    private static final MessageType OUTCOME = new MessageType("countersign.outcome");

    private final EventStore events;
    private final InstantSource clock;
    private final Ids ids;

    Deciding(EventStore events, InstantSource clock, Ids ids) {
        this.events = events;
        this.clock = clock;
        this.ids = ids;
    }

    @Override
    public MessageStream.Single<CommandResultMessage> handle(CommandMessage message, ProcessingContext context) {
        Asked asked = Objects.requireNonNull((Asked) message.payload());
        if (asked.fresh()) {
            context.putResource(LedgerEventStorageEngine.FRESH, true);
        }
        context.putResource(LedgerEventStorageEngine.DISCLOSURES, asked.from().disclosures());
        EventStoreTransaction log = events.transaction(context);
        List<Sourced> sourced = Sourced.all(source(log, Looks.of(asked)));
        Outcome outcome = new Case(message.identifier(), asked, sourced, log, EventAppender.forContext(context))
                .settle();
        return MessageStream.just(new GenericCommandResultMessage(OUTCOME, outcome));
    }

    private static MessageStream<? extends EventMessage> source(
            EventStoreTransaction log, List<Look> looks) {
        return log.source(SourcingCondition.conditionFor(Vocabulary.criteria(looks)));
    }

    /** One command, with what the log has of it. */
    private final class Case {

        private final String command;
        private final Asked asked;
        private final List<Sourced> sourced;
        private final EventStoreTransaction log;
        private final EventAppender appender;
        private final Authorship author;

        Case(String command, Asked asked, List<Sourced> sourced, EventStoreTransaction log, EventAppender appender) {
            this.command = command;
            this.asked = asked;
            this.sourced = sourced;
            this.log = log;
            this.appender = appender;
            this.author = Authorship.of(asked.asker(), sourced, ids);
        }

        Outcome settle() {
            return repeated().orElseGet(this::decide);
        }

        /** A request whose key the log knows is answered from its entries: as before if it is the same request, else not at all. */
        private Optional<Outcome> repeated() {
            Asked.Key key = asked.key();
            if (key == null) {
                return Optional.empty();
            }
            List<Sourced> before = sourced.stream().filter(s -> key.idempotencyKey().equals(s.idempotencyKey()))
                    .toList();
            if (before.isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(key.requestDigest().equals(before.getFirst().requestDigest())
                    ? standing(before.stream().map(Sourced::recorded).toList(), true)
                    : Outcome.Turned.unrecorded(Refusal.of(Refusal.Problem.CONFLICT, "idempotency-key-reused",
                            "This Idempotency-Key was used for another request; use a new one.")));
        }

        private Outcome decide() {
            Caller caller = author.caller(asked.asker());
            List<Recorded> events = sourced.stream().map(Sourced::recorded).toList();
            return switch (asked.question().decide(new Known(events, caller, clock.instant(), ids))) {
                case Decision.Accepted(List<LedgerEvent> accepted) -> {
                    append(accepted, asked.key());
                    yield new Outcome.Sealed(command, author.introduced(), accepted);
                }
                case Decision.Already(List<Recorded> entries) -> standing(entries, false);
                case Decision.Refused(Refusal refusal) -> turned(refusal);
            };
        }

        private Outcome standing(List<Recorded> entries, boolean repeated) {
            return new Outcome.Standing(entries.getFirst().position(), repeated,
                    entries.stream().map(Recorded::event).toList());
        }

        private Outcome turned(Refusal refusal) {
            if (!refusal.recorded()) {
                return Outcome.Turned.unrecorded(refusal);
            }
            LedgerEvent entry = Refusals.entry(asked.question(), refusal);
            List<Sourced> earlier = Sourced.all(source(log, List.of(Refusals.look(author.person()))));
            if (Refusals.recently(entry, earlier, clock.instant())) {
                return Outcome.Turned.unrecorded(refusal);
            }
            // Without the idempotency key: a refused request is decided again when it is repeated.
            append(List.of(entry), null);
            return new Outcome.Turned(refusal, author.introduced(), List.of(entry));
        }

        private void append(List<LedgerEvent> events, Asked.@Nullable Key key) {
            appender.append(author.messages(command, events, key, clock.instant(), ids));
        }
    }
}
