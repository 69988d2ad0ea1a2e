package io.countersign.command.axon;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.command.axon.Definitions.Pinned;
import io.countersign.command.decision.Caller;
import io.countersign.command.decision.DeploymentQuestion;
import io.countersign.command.decision.Ids;
import io.countersign.command.decision.Question;
import io.countersign.command.decision.Upload;
import io.countersign.command.decision.Refusal;
import io.countersign.command.identity.Asker;
import io.countersign.command.store.MessageKeys;
import io.countersign.events.DeploymentEvents.DeploymentOpened;
import io.countersign.events.LedgerEvent;
import io.countersign.events.Redactable;
import io.countersign.events.state.Definition;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.axonframework.messaging.core.GenericMessage;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.GenericEventMessage;
import org.axonframework.test.fixture.AxonTestFixture;
import org.axonframework.test.fixture.AxonTestPhase;

/**
 * Slice tests read: given these events, when someone asks this, then these events or this refusal. The whole way through Axon is taken, with its
 * test fixture; ids are counted up from 1, time stands at {@link #NOW}.
 *
 * <pre>
 * given(opened).by("ana").asks(definition, opened, new AddNote(text)).seals(new NoteAdded(scope, text));
 * </pre>
 */
public final class DecisionFixture {

    public static final Instant NOW = Instant.parse("2026-01-15T12:00:00Z");

    private final AtomicLong id = new AtomicLong();
    private final AtomicReference<Instant> now = new AtomicReference<>(NOW);
    private final AxonTestFixture axon;
    private AxonTestPhase.Given given;

    private DecisionFixture() {
        Ids ids = () -> new UUID(0x7000L, 1L << 63 | id.incrementAndGet());
        axon = AxonTestFixture.with(Wiring.axon(NumberedMemoryEngine::new, now::get, ids));
        given = axon.given();
    }

    /** A log in which these events were sealed an hour ago, by nobody. */
    public static DecisionFixture given(LedgerEvent... events) {
        return new DecisionFixture().and(events);
    }

    /** Further events, sealed an hour ago by nobody. */
    public DecisionFixture and(LedgerEvent... events) {
        return andBy("", events);
    }

    /** Further events, sealed an hour ago by this person, such as {@code person/1}. */
    public DecisionFixture andBy(String person, LedgerEvent... events) {
        return andAt(NOW.minusSeconds(3600), person, events);
    }

    public DecisionFixture andAt(Instant time, String person, LedgerEvent... events) {
        Map<String, String> metadata = person.isEmpty() ? Map.of() : Map.of(MessageKeys.PERSON, person);
        for (LedgerEvent event : events) {
            EventMessage message = new GenericEventMessage(new GenericMessage(UUID.randomUUID().toString(),
                    Vocabulary.messageType(io.countersign.events.EventCatalog.typeOf(event)), event, metadata),
                    () -> time);
            given = given.events(message);
        }
        return this;
    }

    /** Moves the clock. */
    public DecisionFixture at(Instant instant) {
        now.set(instant);
        return this;
    }

    /** Someone the log has not met. */
    public static Asker stranger(String name, String... roles) {
        Redactable hidden = new Redactable(name);
        return new Asker(name, roles.length > 0 && roles[0].equals("pipeline")
                ? Caller.Kind.SERVICE_ACCOUNT
                : Caller.Kind.USER, Set.of(roles), new Asker.Introduction(hidden, hidden, hidden));
    }

    public When by(Asker asker) {
        return new When(asker, null);
    }

    /** A question under way. */
    public final class When {

        private final Asker asker;
        private final Asked.@org.jspecify.annotations.Nullable Key key;

        private When(Asker asker, Asked.@org.jspecify.annotations.Nullable Key key) {
            this.asker = asker;
            this.key = key;
        }

        public When under(String idempotencyKey, String requestDigest) {
            return new When(asker, new Asked.Key(idempotencyKey, requestDigest));
        }

        public Then asks(Definition definition, DeploymentOpened opened, DeploymentQuestion question) {
            return asks(definition, opened, Map.of(), question);
        }

        public Then asks(Definition definition, DeploymentOpened opened, Map<String, Upload> uploads,
                DeploymentQuestion question) {
            return asks(new OfDeployment(new Pinned(opened, definition), uploads, question));
        }

        public Then asks(Question question) {
            return new Then(given.when().command(new Asked(new Asked.From(asker, key), question, false)).then());
        }
    }

    /** What became of it. */
    public final class Then {

        private final AxonTestPhase.Then.Command then;

        private Then(AxonTestPhase.Then.Command then) {
            this.then = then;
        }

        /** All that was appended, introductions left aside, in order. */
        public Then seals(LedgerEvent... events) {
            return satisfies(sealed -> assertThat(sealed).filteredOn(
                    e -> !(e instanceof io.countersign.events.IdentityEvents)).containsExactly(events));
        }

        public Then satisfies(Consumer<List<LedgerEvent>> sealed) {
            then.success().eventsSatisfy(messages -> sealed.accept(messages.stream()
                    .map(m -> (LedgerEvent) Objects.requireNonNull(m.payload())).toList()));
            return this;
        }

        public Then outcome(Consumer<Outcome> outcome) {
            then.success().resultMessagePayloadSatisfies(o -> outcome.accept((Outcome) o));
            return this;
        }

        /** Refused by this rule; what was sealed, if anything, is asked separately. */
        public Then refuses(String rule) {
            return refuses(r -> assertThat(r.rule()).isEqualTo(rule));
        }

        public Then refuses(Consumer<Refusal> refusal) {
            return outcome(o -> {
                assertThat(o).isInstanceOf(Outcome.Turned.class);
                refusal.accept(((Outcome.Turned) o).refusal());
            });
        }

        /** Goes on with what has been sealed so far. */
        public DecisionFixture then() {
            given = then.and().given();
            return DecisionFixture.this;
        }
    }
}
