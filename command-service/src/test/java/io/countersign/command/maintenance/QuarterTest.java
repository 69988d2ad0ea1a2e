package io.countersign.command.maintenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.countersign.command.axon.Asked;
import io.countersign.command.axon.Decisions;
import io.countersign.command.axon.Definitions;
import io.countersign.command.axon.History;
import io.countersign.command.axon.Outcome;
import io.countersign.command.axon.Wiring;
import io.countersign.command.checklist.ImportQuestion;
import io.countersign.command.checklist.ImportRequest;
import io.countersign.command.checklist.ShippedChecklists;
import io.countersign.command.decision.Caller;
import io.countersign.command.decision.Decision.Accepted;
import io.countersign.command.decision.Ids;
import io.countersign.command.decision.Look;
import io.countersign.command.decision.Question.Known;
import io.countersign.command.decision.Situation;
import io.countersign.command.decision.Story;
import io.countersign.command.deployment.Reviews;
import io.countersign.command.identity.Asker;
import io.countersign.command.schedule.Timetable;
import io.countersign.command.store.LedgerStore;
import io.countersign.command.store.StoreFixture;
import io.countersign.events.ChecklistEvents;
import io.countersign.events.DeploymentEvents.DeploymentOpened;
import io.countersign.events.DeploymentEvents.DeploymentWentLive;
import io.countersign.events.DeploymentEvents.EmergencyReviewOverdue;
import io.countersign.events.LedgerEvent;
import io.countersign.events.MaintenanceEvents.ObligationMissed;
import io.countersign.events.MaintenanceEvents.ObligationOpened;
import io.countersign.events.Place;
import io.countersign.events.Redactable;
import io.countersign.events.Scope;
import io.countersign.events.state.Definition;
import io.countersign.events.state.DeploymentState;
import io.countersign.events.state.Recorded;
import io.countersign.ledger.evidence.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.axonframework.common.configuration.AxonConfiguration;
import org.axonframework.messaging.commandhandling.gateway.CommandGateway;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A quarter of the 18 obligations of a real checklist, day by day, on two nodes that look for misses at once, with a downtime of two weeks and a timetable that
 * is lost; what the log has in the end is compared with a calendar kept by hand.
 */
class QuarterTest {

    private static final Place PLACE = new Place("claims", "production");
    private static final Scope SCOPE = new Scope("d1", "claims", "production", "ltc-claims", 1);
    private static final Instant BEGAN = Instant.parse("2026-01-31T10:00:00Z");
    private static final int DAYS = 110;
    private static final int DOWN = 40;
    private static final int UP = 56;
    private static final Map<String, Period> EVERY = Map.of("weekly", Period.ofDays(7), "monthly", Period.ofMonths(1),
            "quarterly", Period.ofMonths(3));
    private static final Map<String, Double> DILIGENCE = Map.of("weekly", 0.2, "monthly", 0.03, "quarterly", 0.004);
    private static final Redactable NAME = new Redactable("someone");
    private static final Asker SOMEONE = new Asker("someone", Caller.Kind.USER, Set.of("devops"),
            new Asker.Introduction(NAME, NAME, NAME));

    private volatile Instant now = BEGAN;
    private final InstantSource clock = () -> now;
    private final Random random = new Random(20260131);
    private final List<ObligationOpened> obligations = new ArrayList<>();
    private final Map<String, List<Instant>> completed = new LinkedHashMap<>();

    /** One of the two, with all that records misses. */
    private final class Node implements AutoCloseable {

        final HikariDataSource pool;
        final LedgerStore store;
        final AxonConfiguration axon;
        final History history;
        final Decisions decisions;
        final Upkeep upkeep;

        Node(StoreFixture fixture) {
            pool = fixture.pool();
            store = LedgerStore.open(pool, StoreFixture.ORIGIN, StoreFixture.SIGNER, clock, UUID::randomUUID);
            axon = Wiring.axon(store::engine, clock, Ids.timeOrdered(clock, new Random())).build();
            axon.start();
            history = new History(axon);
            decisions = new Decisions(axon.getComponent(CommandGateway.class), new Definitions(history),
                    _ -> Map.of());
            upkeep = new Upkeep(decisions, history);
        }

        Timetable timetable() {
            Timetable timetable = new Timetable(pool, clock, List.of(upkeep, new Reviews(decisions, history)));
            timetable.start();
            return timetable;
        }

        @Override
        public void close() {
            axon.shutdown();
            store.close();
            pool.close();
        }
    }

    @Test
    void every_period_of_a_quarter_is_met_or_missed_exactly_once() {
        StoreFixture fixture = new StoreFixture();
        try (Node one = new Node(fixture); Node two = new Node(fixture)) {
            goLive(one);
            for (int day = 1; day <= DAYS; day++) {
                now = BEGAN.plus(Period.ofDays(day));
                if (day == UP) {
                    afterTheDowntime(one, two);
                } else if (day < DOWN || day > UP) {
                    work(day % 2 == 0 ? one : two);
                    CompletableFuture.allOf(CompletableFuture.runAsync(() -> one.upkeep.record(PLACE)),
                            CompletableFuture.runAsync(() -> two.upkeep.record(PLACE))).join();
                }
            }
            List<Recorded> misses = misses(two);
            assertThat(misses.stream().map(QuarterTest::name)).doesNotHaveDuplicates()
                    .containsExactlyInAnyOrderElementsOf(byHand());
            assertThat(misses).hasSizeGreaterThan(25);
            assertThat(misses).allSatisfy(r -> {
                assertThat(r.person()).as("the system's own").isNull();
                Instant end = ((ObligationMissed) r.event()).period().graceEnds();
                assertThat(r.time()).isEqualTo(found(end));
            });
            assertThat(overdue(two)).singleElement().satisfies(r -> {
                assertThat(r.person()).isNull();
                assertThat(r.time()).isEqualTo(BEGAN.plus(Period.ofDays(UP)));
            });
            assertThat(StoreFixture.verdict(two.store.log())).isInstanceOf(Verdict.Verified.class);
        }
    }

    /** The day after the grace ended at the latest, or the day the downtime ended. */
    private static Instant found(Instant end) {
        Instant down = BEGAN.plus(Period.ofDays(DOWN - 1));
        Instant up = BEGAN.plus(Period.ofDays(UP));
        return end.isAfter(down) && end.isBefore(up) ? up : end;
    }

    private void goLive(Node node) {
        List<LedgerEvent> imported = imported();
        Definition definition = Definition.of(imported.stream().map(ChecklistEvents.class::cast).toList(), 1, 1)
                .orElseThrow();
        DeploymentOpened opened = new DeploymentOpened(SCOPE, 1, "00", "1", null, List.of(), List.of(), List.of());
        List<LedgerEvent> events = Obligations.with(
                new Situation(definition, DeploymentState.fold(List.of(new Recorded(opened, 0, BEGAN, null))),
                        Story.DEVOPS, now, Map.of()),
                new DeploymentWentLive(SCOPE, true, NAME, List.of(), List.of(), BEGAN.plus(Period.ofDays(DOWN + 3))));
        List<LedgerEvent> all = new ArrayList<>(imported);
        all.add(opened);
        all.addAll(events);
        StoreFixture.seal(node.store, all.toArray(LedgerEvent[]::new));
        events.stream().filter(ObligationOpened.class::isInstance)
                .forEach(e -> obligations.add((ObligationOpened) e));
        assertThat(obligations).hasSize(18);
    }

    private static List<LedgerEvent> imported() {
        byte[] markdown = ShippedChecklists.byId("ltc-claims").orElseThrow().markdown();
        Accepted imported = (Accepted) new ImportQuestion(new ImportRequest("ltc-claims", null, markdown, null))
                .decide(new Known(List.of(), Story.SECURITY, BEGAN, () -> new UUID(1, 1)));
        return imported.events();
    }

    /** Somebody does some of what is to be done today. */
    private void work(Node node) {
        for (ObligationOpened o : obligations) {
            double diligence = DILIGENCE.getOrDefault(o.every(), 0.0);
            if (random.nextDouble() < diligence) {
                Outcome outcome = node.decisions.decide(new Asked.From(SOMEONE, null), new MaintenanceQuestion(PLACE,
                        o.obligation(), new MaintenanceRequest.Complete(null, null, null), Map.of()));
                if (outcome instanceof Outcome.Sealed) {
                    completed.computeIfAbsent(o.obligation(), _ -> new ArrayList<>()).add(now);
                }
            }
        }
    }

    /** Both nodes start their timetables at once, and again after one is lost; nobody asks for misses but they. */
    private void afterTheDowntime(Node one, Node two) {
        int expected = byHand().size();
        Timetable first = one.timetable();
        Timetable second = two.timetable();
        try {
            await().atMost(Duration.ofSeconds(90)).until(() -> {
                first.wake();
                second.wake();
                return misses(one).size() >= expected && !overdue(one).isEmpty();
            });
        } finally {
            first.stop();
            second.stop();
        }
        assertThat(JdbcClient.create(one.pool).sql("delete from working.scheduled_tasks").update()).isPositive();
    }

    private static List<Recorded> misses(Node node) {
        return node.history.read(Look.at(PLACE.maintenance(), ObligationMissed.class));
    }

    private static List<Recorded> overdue(Node node) {
        return node.history.read(Look.at(SCOPE.subject(), EmergencyReviewOverdue.class));
    }

    private static String name(Recorded r) {
        ObligationMissed missed = (ObligationMissed) r.event();
        return missed.obligation() + " " + missed.period().due();
    }

    /** What must have been missed by now: each period nobody completed, where a completion meets the oldest period it can. */
    private Set<String> byHand() {
        Set<String> missed = new HashSet<>();
        for (ObligationOpened o : obligations) {
            List<Instant> done = new ArrayList<>(completed.getOrDefault(o.obligation(), List.of()));
            for (int n = 1; !plus(o, n, true).isAfter(now); n++) {
                Instant from = plus(o, n - 1, false);
                Instant end = plus(o, n, true);
                String period = o.obligation() + " " + plus(o, n, false);
                done.stream().filter(t -> !t.isBefore(from) && t.isBefore(end)).findFirst()
                        .ifPresentOrElse(done::remove, () -> missed.add(period));
            }
        }
        return missed;
    }

    private static Instant plus(ObligationOpened o, int periods, boolean grace) {
        Period every = EVERY.getOrDefault(o.every(), Period.ZERO);
        var due = BEGAN.atZone(ZoneOffset.UTC).plus(every.multipliedBy(periods));
        return (grace ? due.plus(Period.parse(o.grace())) : due).toInstant();
    }
}
