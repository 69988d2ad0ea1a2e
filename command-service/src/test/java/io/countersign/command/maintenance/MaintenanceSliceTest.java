package io.countersign.command.maintenance;

import static io.countersign.command.axon.DecisionFixture.NOW;
import static io.countersign.command.axon.DecisionFixture.given;
import static io.countersign.command.axon.DecisionFixture.stranger;
import static io.countersign.command.decision.Story.TEXT;
import static io.countersign.command.maintenance.Duty.LOGS;
import static io.countersign.command.maintenance.Duty.PLACE;

import io.countersign.command.identity.Asker;
import io.countersign.events.LedgerEvents.ActionRefused;
import io.countersign.events.MaintenanceEvents.ObligationCompleted;
import io.countersign.events.MaintenanceEvents.ObligationMissed;
import io.countersign.events.MaintenanceEvents.ObligationOpened;
import io.countersign.events.MaintenanceEvents.Period;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Through Axon: given what was sealed, when maintenance is done or time has passed, then what is sealed. */
class MaintenanceSliceTest {

    private static final Instant BEGAN = NOW.minus(Duration.ofDays(10));
    private static final ObligationOpened OPENED = new ObligationOpened(PLACE, LOGS, "ops", 1, 1, "weekly.logs",
            "Review logs", "weekly", "P2D", List.of("devops"), false, BEGAN, "d1");
    private static final Period FIRST = new Period(BEGAN, 1, BEGAN, BEGAN.plus(Duration.ofDays(7)),
            BEGAN.plus(Duration.ofDays(9)));
    private static final MaintenanceQuestion COMPLETE = new MaintenanceQuestion(PLACE, "logs",
            new MaintenanceRequest.Complete(TEXT, null, null), Map.of());

    @Test
    void the_system_records_a_miss_once() {
        given(OPENED).by(Asker.system()).asks(new MissQuestion(PLACE)).seals(new ObligationMissed(PLACE, LOGS, FIRST))
                .then().by(Asker.system()).asks(new MissQuestion(PLACE)).seals();
    }

    @Test
    void what_was_met_is_not_missed() {
        given(OPENED, new ObligationCompleted(PLACE, LOGS, FIRST, false, null, List.of(), null)).by(Asker.system())
                .asks(new MissQuestion(PLACE)).seals();
    }

    @Test
    void completing_seals_the_period_that_runs() {
        Period second = new Period(BEGAN, 2, FIRST.due(), BEGAN.plus(Duration.ofDays(14)),
                BEGAN.plus(Duration.ofDays(16)));
        given(OPENED).by(stranger("ana", "devops")).asks(COMPLETE)
                .seals(new ObligationCompleted(PLACE, LOGS, second, false, TEXT, List.of(), null));
    }

    @Test
    void who_may_not_is_refused_and_the_refusal_stands_in_the_places_own_stream() {
        given(OPENED).by(stranger("kim", "developer")).asks(COMPLETE).refuses("role-lacking")
                .seals(new ActionRefused(null, "maintenance-complete", "role-lacking", LOGS, PLACE));
    }
}
