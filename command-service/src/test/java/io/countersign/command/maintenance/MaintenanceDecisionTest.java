package io.countersign.command.maintenance;

import static io.countersign.command.decision.Story.DEVOPS;
import static io.countersign.command.decision.Story.FILE;
import static io.countersign.command.decision.Story.SECURITY;
import static io.countersign.command.decision.Story.TEXT;
import static io.countersign.command.maintenance.Duty.DOCS;
import static io.countersign.command.maintenance.Duty.LOGS;
import static io.countersign.command.maintenance.Duty.PLACE;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.command.decision.Claim.FileRef;
import io.countersign.command.decision.Decision;
import io.countersign.command.decision.Decision.Accepted;
import io.countersign.command.decision.Decision.Refused;
import io.countersign.command.decision.Refusal;
import io.countersign.events.Evidence;
import io.countersign.events.LedgerEvent;
import io.countersign.events.MaintenanceEvents.ObligationCompleted;
import io.countersign.events.MaintenanceEvents.ObligationEnded;
import io.countersign.events.MaintenanceEvents.ObligationMissed;
import io.countersign.events.state.Obligation;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class MaintenanceDecisionTest {

    private static final MaintenanceRequest DONE = MaintenanceRefusals.complete(null, null);

    private final Duty duty = Duty.weekly();

    @Test
    void completing_meets_the_period_and_says_whether_it_was_within_grace() {
        duty.after(Duration.ofDays(3));
        ObligationCompleted met = (ObligationCompleted) accepted(duty.ask(DEVOPS, "logs", MaintenanceRefusals.complete(
                List.of(new FileRef(FILE, null)), duty.now().minusSeconds(60)))).getFirst();
        assertThat(met.period()).isEqualTo(obligation(LOGS).term().period(1));
        assertThat(met.withinGrace()).isFalse();
        assertThat(met.evidence()).containsExactly(new Evidence(FILE, 12L, null, null, "text/plain"));
        duty.after(Duration.ofDays(4));
        ObligationCompleted late = (ObligationCompleted) accepted(duty.ask(DEVOPS, "docs", DONE)).getFirst();
        assertThat(late.period().number()).isOne();
        assertThat(late.withinGrace()).isTrue();
        assertThat(((ObligationCompleted) accepted(duty.ask(DEVOPS, "docs", DONE)).getFirst()).period().number())
                .isEqualTo(2);
    }

    @Test
    void who_completes_what_is_met_is_told_by_whom_when_and_when_it_is_due_again() {
        duty.ask(SECURITY, "logs", DONE);
        Refusal refusal = ((Refused) duty.ask(DEVOPS, "logs", DONE)).refusal();
        assertThat(refusal.rule()).isEqualTo("already-met");
        assertThat(refusal.reason()).contains("person/security", "(entry 2)",
                obligation(LOGS).term().period(2).from().toString());
    }

    @Test
    void what_is_missed_is_recorded_once_for_each_period() {
        duty.after(Duration.ofDays(15));
        duty.ask(DEVOPS, "logs", DONE);
        duty.after(Duration.ofDays(1));
        List<LedgerEvent> missed = accepted(duty.ask(Duty.SYSTEM, new MissQuestion(PLACE)));
        assertThat(missed).extracting(e -> ((ObligationMissed) e).obligation() + " "
                + ((ObligationMissed) e).period().number())
                .containsExactly(LOGS + " 1", DOCS + " 1", DOCS + " 2");
        assertThat(accepted(duty.ask(Duty.SYSTEM, new MissQuestion(PLACE)))).isEmpty();
    }

    @Test
    void a_system_that_is_retired_owes_what_had_fallen_due_and_no_more() {
        duty.after(Duration.ofDays(8));
        List<LedgerEvent> ended = accepted(duty.ask(DEVOPS, null, new MaintenanceRequest.End(TEXT)));
        assertThat(ended).hasSize(2).allSatisfy(e -> assertThat(((ObligationEnded) e).cause()).isEqualTo("retired"));
        accepted(duty.ask(DEVOPS, "logs", DONE));
        duty.after(Duration.ofDays(400));
        assertThat(accepted(duty.ask(Duty.SYSTEM, new MissQuestion(PLACE)))).hasSize(1);
        assertThat(duty.state().nextMiss()).isEmpty();
    }

    private Obligation obligation(String id) {
        return Objects.requireNonNull(duty.state().byId().get(id));
    }

    private static List<LedgerEvent> accepted(Decision decision) {
        assertThat(decision).isInstanceOf(Accepted.class);
        return ((Accepted) decision).events();
    }
}
