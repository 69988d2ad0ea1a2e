package io.countersign.command.item;

import static io.countersign.command.axon.DecisionFixture.given;
import static io.countersign.command.axon.DecisionFixture.stranger;
import static io.countersign.command.decision.Story.CONTROL;
import static io.countersign.command.decision.Story.DEFINITION;
import static io.countersign.command.decision.Story.FILE;
import static io.countersign.command.decision.Story.OPENED;
import static io.countersign.command.decision.Story.SCOPE;
import static io.countersign.command.decision.Story.TEXT;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.command.identity.Asker;
import io.countersign.command.decision.Upload;
import io.countersign.events.ControlEvents.ControlChecked;
import io.countersign.events.Evidence;
import io.countersign.events.ItemEvents.ItemCompleted;
import io.countersign.events.LedgerEvents.ActionRefused;
import io.countersign.events.Outcome;
import io.countersign.events.SignOffEvents.SignOffLapsed;
import io.countersign.events.SignOffEvents.SignedOff;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Through Axon: given what was sealed, when an item is ticked, then what is sealed. */
class ItemSliceTest {

    private static final Upload UPLOADED = new Upload(9, "text/csv");
    private static final Asker ANA = stranger("ana", "devops");
    private static final ItemQuestion TICK = new ItemQuestion("before.tests-pass",
            new ItemRequest.Complete(TEXT, List.of(new io.countersign.command.decision.Claim.FileRef(FILE, null)),
                    null));

    @Test
    void a_tick_after_a_passing_check_is_sealed_with_the_sign_offs_it_ends() {
        given(OPENED, checked(Outcome.FAIL), checked(Outcome.PASS),
                new SignedOff(SCOPE, "Reviewer", "s1", TEXT, "bearer", FILE, 1))
                .by(ANA).asks(DEFINITION, OPENED, Map.of(FILE, UPLOADED), TICK)
                .seals(new ItemCompleted(SCOPE, "before.tests-pass", TEXT,
                        List.of(new Evidence(FILE, 9L, null, null, "text/csv")), null),
                        new SignOffLapsed(SCOPE, "Reviewer", "s1", "item-completed", "before.tests-pass"));
    }

    @Test
    void ticking_past_a_failed_control_is_sealed_as_refused_once_in_an_hour() {
        given(OPENED, checked(Outcome.PASS), checked(Outcome.FAIL)).by(ANA)
                .asks(DEFINITION, OPENED, Map.of(FILE, UPLOADED), TICK).refuses("control-not-passing")
                .seals(new ActionRefused(SCOPE, "item-complete", "control-not-passing", "before.tests-pass")).then()
                .by(ANA).asks(DEFINITION, OPENED, Map.of(FILE, UPLOADED), TICK).refuses("control-not-passing").seals();
    }

    @Test
    void a_second_tick_is_refused_with_who_ticked_first_and_seals_nothing() {
        given(OPENED).andBy("person/1", new ItemCompleted(SCOPE, "after.smoke", null, List.of(), null)).by(ANA)
                .asks(DEFINITION, OPENED, new ItemQuestion("smoke", new ItemRequest.Complete(null, null, null)))
                .refuses(r -> assertThat(r.reason()).contains("person/1", "(entry 1)")).seals();
    }

    private static ControlChecked checked(Outcome outcome) {
        return new ControlChecked(SCOPE, CONTROL, outcome, "probe", null, null, List.of(), null);
    }
}
