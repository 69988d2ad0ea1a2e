package io.countersign.stack.bench;

import io.countersign.command.axon.Asked;
import io.countersign.command.store.MessageKeys;
import io.countersign.command.axon.Outcome;
import io.countersign.command.axon.Vocabulary;
import io.countersign.command.checklist.ImportQuestion;
import io.countersign.command.checklist.ImportRequest;
import io.countersign.command.deployment.OpenQuestion;
import io.countersign.command.deployment.OpenRequest;
import io.countersign.command.item.ItemQuestion;
import io.countersign.command.item.ItemRequest;
import io.countersign.events.ChecklistEvents.Item;
import io.countersign.events.ChecklistEvents.RequiredFor;
import io.countersign.events.DeploymentEvents.DeploymentOpened;
import io.countersign.events.EventCatalog;
import io.countersign.events.ItemEvents.ItemCompleted;
import io.countersign.events.LedgerEvent;
import io.countersign.events.Redactable;
import io.countersign.events.Scope;
import io.countersign.events.SignOffEvents.SignOffLapsed;
import io.countersign.events.SignOffEvents.SignedOff;
import io.countersign.events.state.Definition;
import io.countersign.local.LocalFault;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.axonframework.eventsourcing.eventstore.AppendCondition;
import org.axonframework.eventsourcing.eventstore.GenericTaggedEventMessage;
import org.axonframework.eventsourcing.eventstore.TaggedEventMessage;
import org.axonframework.messaging.core.GenericMessage;
import org.axonframework.messaging.eventhandling.GenericEventMessage;
import org.jspecify.annotations.Nullable;

/** Real commands and real entries: the shipped checklist {@code ltc-claims}, deployments that follow it, their items completed. */
final class Workload {
    static final int AT_ONCE = 2_000;
    static final String CHECKLIST = "ltc-claims";
    private static final Redactable NOTE = new Redactable("X-zrZv_IbzjZUnhsbWlsecLbwjndTpG0ZynXOif7V-k");

    private final Node node;
    private final String person;
    private final DeploymentOpened opened;
    private final List<String> items;

    /** Imports the checklist and opens a first deployment, by commands. */
    Workload(Node node) {
        this.node = node;
        var imported = Node.sealed(node.decisions().decide(node.from(),
                new ImportQuestion(new ImportRequest(null, CHECKLIST + ".md", markdown(), null))));
        person = Objects.requireNonNull(imported.introduced()).person();
        var first = Node.sealed(node.decisions().decide(node.from(), new OpenQuestion(
                new OpenRequest(CHECKLIST, "claims", "staging", "2026.1.0", null, null, null, null), List.of())));
        opened = (DeploymentOpened) first.events().getFirst();
        var definition = node.definitions.of(CHECKLIST, 1, 1).orElseThrow();
        items = definition.items().stream().filter(i -> markable(definition, i)).map(Item::id).toList();
    }

    private static boolean markable(Definition definition, Item item) {
        return definition.requiredFor(item) == RequiredFor.GO_LIVE && !definition.derived(item)
                && definition.rule(item).controls().isEmpty();
    }

    static byte[] markdown() {
        try (var in = Workload.class.getResourceAsStream("/checklists/" + CHECKLIST + ".md")) {
            return Objects.requireNonNull(in).readAllBytes();
        } catch (IOException e) {
            throw new LocalFault("The shipped checklist cannot be read.", e);
        }
    }

    /** Items that can be completed before go-live by saying so. */
    List<String> items() {
        return items;
    }

    /** A command: completes an item. */
    Outcome.Sealed complete(String deployment, String item) {
        return Node.sealed(node.decisions().decide(node.from(), deployment,
                new ItemQuestion(item, new ItemRequest.Complete(NOTE, null, null))));
    }

    /** Opens deployments, many entries to a commit. */
    List<String> open(int count) {
        List<String> deployments = new ArrayList<>();
        List<LedgerEvent> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            var scope = scope();
            deployments.add(scope.deployment());
            events.add(opening(scope));
        }
        appendAll(events);
        return deployments;
    }

    /** Opens deployments of 50 events, all of which a decision about an item rests on: sign-offs that were given and lapsed. */
    List<String> openWithHistory(int count) {
        List<String> deployments = new ArrayList<>();
        List<LedgerEvent> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            var scope = scope();
            deployments.add(scope.deployment());
            events.add(opening(scope));
            for (int n = 0; n < 24; n++) {
                var signOff = node.ids.next().toString();
                events.add(new SignedOff(scope, "Developer", signOff, NOTE, "bearer", "00".repeat(32), n));
                events.add(new SignOffLapsed(scope, "Developer", signOff, "item-completed", items.getFirst()));
            }
            events.add(new ItemCompleted(scope, items.getFirst(), NOTE, List.of(), null));
        }
        appendAll(events);
        return deployments;
    }

    /** Item-completed events of new deployments' items, as many as asked for; the deployments are opened first. */
    List<LedgerEvent> completions(int count) {
        List<LedgerEvent> events = new ArrayList<>();
        for (var deployment : open((count + items.size() - 1) / items.size())) {
            var s = opened.scope();
            var scope = new Scope(deployment, s.system(), s.environment(), s.checklist(), s.version());
            items.forEach(item -> events.add(new ItemCompleted(scope, item, NOTE, List.of(), null)));
        }
        return events.subList(0, count);
    }

    /** Fills the log with deployments that are worked on side by side and completed item by item. */
    void fill(long entries, int sideBySide) {
        long left = entries;
        while (left > 0) {
            List<LedgerEvent> events = new ArrayList<>();
            List<Scope> scopes = new ArrayList<>();
            for (int i = 0; i < sideBySide; i++) {
                scopes.add(scope());
                events.add(opening(scopes.getLast()));
            }
            items.forEach(item -> scopes
                    .forEach(scope -> events.add(new ItemCompleted(scope, item, NOTE, List.of(), null))));
            var some = events.subList(0, (int) Math.min(left, events.size()));
            appendAll(some);
            left -= some.size();
        }
    }

    private void appendAll(List<LedgerEvent> events) {
        for (int from = 0; from < events.size(); from += AT_ONCE) {
            append(events.subList(from, Math.min(events.size(), from + AT_ONCE)), false);
        }
    }

    /** Appends events in one go and returns when they are sealed. */
    void append(List<LedgerEvent> events, boolean keyed) {
        List<TaggedEventMessage<?>> messages = new ArrayList<>(events.size());
        for (var event : events) {
            messages.add(message(event, keyed ? node.key() : null));
        }
        node.store.engine().appendEvents(AppendCondition.none(), null, messages).thenCompose(t -> commit(t)).join();
    }

    private static CompletableFuture<?> commit(
            org.axonframework.eventsourcing.eventstore.EventStorageEngine.AppendTransaction<?> transaction) {
        return transaction.commit(null);
    }

    private TaggedEventMessage<?> message(LedgerEvent event, Asked.@Nullable Key key) {
        Map<String, String> metadata = key == null
                ? Map.of(MessageKeys.AUTHOR_TYPE, "user", MessageKeys.PERSON, person)
                : Map.of(MessageKeys.AUTHOR_TYPE, "user", MessageKeys.PERSON, person, MessageKeys.IDEMPOTENCY_KEY,
                        key.idempotencyKey(), MessageKeys.REQUEST_DIGEST, key.requestDigest());
        return new GenericTaggedEventMessage<>(new GenericEventMessage(new GenericMessage(node.ids.next().toString(),
                Vocabulary.messageType(EventCatalog.typeOf(event)), event, metadata), () -> Instant.EPOCH), Set.of());
    }

    private Scope scope() {
        var s = opened.scope();
        return new Scope(node.ids.next().toString(), s.system(), s.environment(), s.checklist(), s.version());
    }

    private DeploymentOpened opening(Scope scope) {
        return new DeploymentOpened(scope, opened.profile(), opened.checklistDigest(), opened.release(),
                opened.commit(), opened.authors(), opened.artifacts(), opened.fields());
    }
}
