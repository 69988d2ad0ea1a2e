package io.countersign.command.store;

import io.countersign.ledger.entry.Entry;
import io.countersign.ledger.entry.EntryCodec;
import io.countersign.ledger.entry.MalformedEntry;
import io.countersign.command.store.RecentEvents.Answer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.axonframework.common.Registration;
import org.axonframework.common.infra.ComponentDescriptor;
import org.axonframework.eventsourcing.eventstore.AppendCondition;
import org.axonframework.eventsourcing.eventstore.AppendEventsTransactionRejectedException;
import org.axonframework.eventsourcing.eventstore.ConsistencyMarker;
import org.axonframework.eventsourcing.eventstore.ContinuousMessageStream;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.GlobalIndexConsistencyMarker;
import org.axonframework.eventsourcing.eventstore.GlobalIndexPosition;
import org.axonframework.eventsourcing.eventstore.SourcingCondition;
import org.axonframework.eventsourcing.eventstore.TaggedEventMessage;
import org.axonframework.messaging.core.Context;
import org.axonframework.messaging.core.MessageStream;
import org.axonframework.messaging.core.Context.ResourceKey;
import org.axonframework.messaging.core.SimpleEntry;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.TerminalEventMessage;
import org.axonframework.messaging.eventhandling.processing.streaming.token.GlobalSequenceTrackingToken;
import org.axonframework.messaging.eventhandling.processing.streaming.token.TrackingToken;
import org.axonframework.messaging.eventstreaming.StreamingCondition;
import org.jspecify.annotations.Nullable;

/**
 * Axon's port to the log. A consistency marker is the log's size through which an answer is complete: an append made with it is rejected when an
 * entry that its condition means stands at or after that position. A token is the position to read next.
 */
public final class LedgerEventStorageEngine implements EventStorageEngine {

    /**
     * In a processing context, true: what is sourced is read from the database whatever is remembered. Only an append finds out that a remembered
     * answer is out of date, so a decision that appends nothing must not rest on one.
     */
    public static final ResourceKey<Boolean> FRESH = ResourceKey.withLabel("fresh");

    /** In a processing context: encoded disclosures by digest. Those that appended entries name are stored in the same transaction. */
    public static final ResourceKey<Map<String, String>> DISCLOSURES = ResourceKey.withLabel("disclosures");

    private static final int PAGE = 500;

    private final EntryTable entries;
    private final Lookups lookups;
    private final Appender appender;
    private final Sealer sealer;
    private final EventFormat format;
    private final Set<Runnable> openStreams = ConcurrentHashMap.newKeySet();

    LedgerEventStorageEngine(EntryTable entries, Lookups lookups, Appender appender, Sealer sealer,
            EventFormat format) {
        this.entries = entries;
        this.lookups = lookups;
        this.appender = appender;
        this.sealer = sealer;
        this.format = format;
    }

    @Override
    public CompletableFuture<AppendTransaction<?>> appendEvents(AppendCondition condition,
            @Nullable ProcessingContext context,
            List<TaggedEventMessage<?>> events) {
        Map<String, String> disclosures = context == null || !context.containsResource(DISCLOSURES)
                ? Map.of()
                : context.getResource(DISCLOSURES);
        List<Sealable> sealables = new ArrayList<>(events.size());
        for (TaggedEventMessage<?> event : events) {
            sealables.add(sealer.drafted(format.sealable(event).disclosing(disclosures)));
        }
        return CompletableFuture.completedFuture(new Transaction(condition, sealables));
    }

    @Override
    public MessageStream<EventMessage> source(SourcingCondition condition, @Nullable ProcessingContext context) {
        long start = Math.max(0, GlobalIndexPosition.toIndex(condition.start()));
        Selection selection = Selection.of(condition.criteria());
        boolean fresh = context != null && Boolean.TRUE.equals(context.getResource(FRESH));
        Answer read = start == 0 && Lookups.fits(selection)
                ? lookups.find(selection, fresh)
                : entries.source(selection, start).answer();
        List<EventMessage> messages = new ArrayList<>(read.entries().size() + 1);
        List<Context> contexts = new ArrayList<>(read.entries().size() + 1);
        for (Known known : read.entries()) {
            messages.add(known.message(format));
            contexts.add(token(known.position() + 1));
        }
        messages.add(TerminalEventMessage.INSTANCE);
        contexts.add(Context.with(ConsistencyMarker.RESOURCE_KEY, new GlobalIndexConsistencyMarker(read.size())));
        var next = contexts.iterator();
        return MessageStream.fromIterable(messages, _ -> next.next());
    }

    @Override
    public MessageStream<EventMessage> stream(StreamingCondition condition, @Nullable ProcessingContext context) {
        TrackingToken from = condition.position();
        long start = from == null ? 0 : Math.max(0, from.position().orElse(0));
        Selection selection = Selection.of(condition.criteria());
        return new ContinuousMessageStream<Entry>(last -> page(selection, last == null ? start : last.position() + 1),
                entry -> new SimpleEntry<>(format.message(entry), token(entry.position() + 1)),
                (_, callback) -> listen(callback));
    }

    @Override
    public CompletableFuture<TrackingToken> firstToken(@Nullable ProcessingContext context) {
        return CompletableFuture.completedFuture(new GlobalSequenceTrackingToken(0));
    }

    @Override
    public CompletableFuture<TrackingToken> latestToken(@Nullable ProcessingContext context) {
        return CompletableFuture.completedFuture(new GlobalSequenceTrackingToken(entries.size()));
    }

    /** Sealed times never decrease, so the first entry at or after an instant is found by halving. */
    @Override
    public CompletableFuture<TrackingToken> tokenAt(Instant at, @Nullable ProcessingContext context) {
        long low = 0;
        long high = entries.size();
        while (low < high) {
            long middle = low + high >>> 1;
            Entry entry = entries.at(middle).map(row -> decode(row.bytes())).orElseThrow();
            if (entry.time().isBefore(at)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return CompletableFuture.completedFuture(new GlobalSequenceTrackingToken(low));
    }

    @Override
    public void describeTo(ComponentDescriptor descriptor) {
        descriptor.describeProperty("format", format.getClass().getName());
    }

    /** Wakes open streams after a commit of this node. */
    void committed() {
        openStreams.forEach(Runnable::run);
    }

    private Registration listen(Runnable callback) {
        openStreams.add(callback);
        return () -> openStreams.remove(callback);
    }

    private List<Entry> page(Selection selection, long from) {
        List<byte[]> found = entries.source(selection, from).entries();
        return found.stream().limit(PAGE).map(LedgerEventStorageEngine::decode).toList();
    }

    private static Context token(long next) {
        return TrackingToken.addToContext(Context.empty(), new GlobalSequenceTrackingToken(next));
    }

    static Entry decode(byte[] bytes) {
        try {
            return EntryCodec.decode(bytes);
        } catch (MalformedEntry e) {
            throw new IllegalStateException("a stored entry cannot be read: " + e.getMessage(), e);
        }
    }

    /** Holds events and condition; the commit queues them and is done when they are sealed. */
    private final class Transaction implements AppendTransaction<ConsistencyMarker> {

        private final AppendCondition condition;
        private final List<Sealable> events;
        private final AtomicBoolean finished = new AtomicBoolean();

        Transaction(AppendCondition condition, List<Sealable> events) {
            this.condition = condition;
            this.events = events;
        }

        @Override
        public CompletableFuture<ConsistencyMarker> commit(@Nullable ProcessingContext context) {
            if (finished.getAndSet(true)) {
                return CompletableFuture.failedFuture(new IllegalStateException("Already committed or rolled back"));
            }
            ConsistencyMarker marker = condition.consistencyMarker();
            if (events.isEmpty()) {
                return CompletableFuture.completedFuture(marker);
            }
            boolean none = marker == ConsistencyMarker.INFINITY || condition == AppendCondition.none();
            Append append = new Append(events, none ? null : Selection.of(condition.criteria()),
                    none ? 0 : Math.max(0, GlobalIndexConsistencyMarker.position(marker)));
            appender.submit(append);
            return append.sealed().handle((position, failure) -> {
                if (failure instanceof Append.Rejected) {
                    throw new CompletionException(
                            AppendEventsTransactionRejectedException.conflictingEventsDetected(marker));
                }
                if (failure != null) {
                    throw failure instanceof CompletionException c ? c : new CompletionException(failure);
                }
                return new GlobalIndexConsistencyMarker(position + events.size());
            });
        }

        @Override
        public void rollback(@Nullable ProcessingContext context) {
            finished.set(true);
        }

        @Override
        public CompletableFuture<ConsistencyMarker> afterCommit(ConsistencyMarker marker,
                @Nullable ProcessingContext context) {
            return CompletableFuture.completedFuture(marker);
        }
    }
}
