package io.countersign.events.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.events.LedgerEvent;
import io.countersign.events.MaintenanceEvents.ObligationCompleted;
import io.countersign.events.MaintenanceEvents.ObligationEnded;
import io.countersign.events.MaintenanceEvents.ObligationMissed;
import io.countersign.events.MaintenanceEvents.ObligationOpened;
import io.countersign.events.MaintenanceEvents.Period;
import io.countersign.events.Place;
import io.countersign.events.state.Obligation.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class MaintenanceTest {

    private static final Place PLACE = new Place("claims", "production");
    private static final Instant BEGAN = Instant.parse("2026-01-31T10:00:00Z");
    private static final String WEEKLY = "ops:weekly.logs";

    private final List<Recorded> log = new ArrayList<>();

    @Test
    void periods_follow_one_another_and_a_month_ends_on_the_same_day_or_the_last() {
        Obligation monthly = of(told(opened("ops:monthly.keys", "monthly", "P7D", BEGAN)), "ops:monthly.keys");
        assertThat(List.of(due(monthly, 1), due(monthly, 2), due(monthly, 3), due(monthly, 13)))
                .containsExactly("2026-02-28T10:00:00Z", "2026-03-31T10:00:00Z", "2026-04-30T10:00:00Z",
                        "2027-02-28T10:00:00Z");
        assertThat(monthly.term().period(2).from()).isEqualTo(monthly.term().period(1).due());
        assertThat(monthly.term().period(1).graceEnds()).isEqualTo("2026-03-07T10:00:00Z");
    }

    @Test
    void a_period_is_open_then_overdue_then_missed_each_to_the_instant() {
        Obligation weekly = weekly();
        Period first = weekly.term().period(1);
        assertThat(weekly.at(BEGAN)).isEqualTo(Standing.OPEN);
        assertThat(weekly.at(first.due().minusNanos(1))).isEqualTo(Standing.OPEN);
        assertThat(weekly.at(first.due())).isEqualTo(Standing.OVERDUE);
        assertThat(weekly.at(first.graceEnds().minusNanos(1))).isEqualTo(Standing.OVERDUE);
        assertThat(weekly.missed(first.graceEnds().minusNanos(1))).isEmpty();
        assertThat(weekly.at(first.graceEnds())).isEqualTo(Standing.MISSED);
        assertThat(weekly.missed(first.graceEnds())).containsExactly(first);
    }

    @Test
    void completing_meets_the_oldest_period_that_can_still_be_met() {
        Period first = weekly().term().period(1);
        assertThat(weekly().meetable(first.due())).contains(first);
        Obligation met = of(told(new ObligationCompleted(PLACE, WEEKLY, first, true, null, List.of(), null)), WEEKLY);
        assertThat(met.count(Outcome.LATE)).isOne();
        assertThat(met.meetable(first.due())).contains(met.term().period(2));
        assertThat(met.meetable(first.due().minusNanos(1))).isEmpty();
        assertThat(met.at(first.due().minusNanos(1))).isEqualTo(Standing.MET);
        assertThat(met.at(first.due())).isEqualTo(Standing.OPEN);
        assertThat(met.last().orElseThrow().outcome()).isEqualTo(Outcome.LATE);
    }

    @Test
    void after_a_long_time_each_period_is_missed_by_itself_and_once() {
        Obligation weekly = weekly();
        Instant later = BEGAN.plus(Duration.ofDays(30));
        List<ObligationMissed> missed = told().missed(later);
        assertThat(missed.stream().map(m -> m.period().number())).containsExactly(1, 2, 3, 4);
        assertThat(weekly.meetable(later)).map(Period::number).contains(5);
        assertThat(told(missed.toArray(LedgerEvent[]::new)).missed(later)).isEmpty();
        assertThat(of(told(), WEEKLY).count(Outcome.MISSED)).isEqualTo(4);
        assertThat(told().nextMiss()).contains(weekly.term().period(5).graceEnds());
    }

    @Test
    void once_ended_what_fell_due_before_is_still_to_be_met_and_nothing_falls_due_any_more() {
        Period first = weekly().term().period(1);
        Instant end = first.due().plusSeconds(1);
        Obligation ended = of(told(new ObligationEnded(PLACE, WEEKLY, BEGAN, end, "changed", null, "d2")), WEEKLY);
        assertThat(ended.runs()).isFalse();
        assertThat(ended.at(end)).isEqualTo(Standing.OVERDUE);
        assertThat(ended.missed(end.plus(Duration.ofDays(400)))).containsExactly(first);
        Obligation again = of(told(opened(WEEKLY, "daily", "P1D", end)), WEEKLY);
        assertThat(again.meetable(end)).contains(first);
        told(new ObligationMissed(PLACE, WEEKLY, first));
        assertThat(of(told(), WEEKLY).meetable(end)).map(Period::due).contains(end.plus(Duration.ofDays(1)));
        assertThat(of(told(), WEEKLY).at(end)).isEqualTo(Standing.OPEN);
    }

    @Test
    void an_obligation_is_found_by_its_id_and_by_an_end_of_it_that_is_its_alone() {
        Maintenance maintenance = told(opened(WEEKLY, "weekly", "P2D", BEGAN),
                opened("ops:monthly.logs", "monthly", "P2D", BEGAN), opened("other:logs", "weekly", "P2D", BEGAN));
        assertThat(maintenance.matching("monthly.logs")).extracting(Obligation::id).containsExactly("ops:monthly.logs");
        assertThat(maintenance.matching("logs")).extracting(Obligation::id).containsExactly("other:logs");
        assertThat(maintenance.matching("ogs")).hasSize(3);
        assertThat(maintenance.matching("")).isEmpty();
    }

    private Obligation weekly() {
        return log.isEmpty()
                ? of(told(opened(WEEKLY, "weekly", "P2D", BEGAN)), WEEKLY)
                : of(told(), WEEKLY);
    }

    private Maintenance told(LedgerEvent... events) {
        for (LedgerEvent event : events) {
            log.add(new Recorded(event, log.size(), BEGAN, "person/1"));
        }
        return Maintenance.fold(log);
    }

    private static Obligation of(Maintenance maintenance, String id) {
        return Objects.requireNonNull(maintenance.byId().get(id));
    }

    private static String due(Obligation obligation, int number) {
        return obligation.term().period(number).due().toString();
    }

    private static ObligationOpened opened(String id, String every, String grace, Instant begins) {
        int mark = id.indexOf(':');
        return new ObligationOpened(PLACE, id, id.substring(0, mark), 1, 1, id.substring(mark + 1), "Text", every,
                grace, List.of("devops"), false, begins, "d1");
    }
}
