package io.countersign.command.signoff;

import static io.countersign.command.axon.DecisionFixture.given;
import static io.countersign.command.axon.DecisionFixture.stranger;
import static io.countersign.command.decision.Story.DEFINITION;
import static io.countersign.command.decision.Story.OPENED;
import static io.countersign.command.decision.Story.SCOPE;
import static io.countersign.command.decision.Story.TEXT;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.events.IdentityEvents.PersonIntroduced;
import io.countersign.events.ItemEvents.ItemCompleted;
import io.countersign.events.LedgerEvents.ActionRefused;
import io.countersign.events.SignOffEvents.SignedOff;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Through Axon: given what was sealed, when someone signs, then what is sealed. */
class SignSliceTest {

    private static final SignQuestion SIGN = new SignQuestion(new SignRequest.Sign("reviewer", TEXT, null), _ -> {
    });

    @Test
    void a_reviewer_signs_over_the_position_of_the_last_change() {
        given(OPENED, new ItemCompleted(SCOPE, "after.smoke", null, List.of(), null)).by(stranger("rita", "reviewer"))
                .asks(DEFINITION, OPENED, SIGN)
                .satisfies(sealed -> assertThat(sealed).last().isInstanceOfSatisfying(SignedOff.class, s -> {
                    assertThat(s.role()).isEqualTo("Reviewer");
                    assertThat(s.position()).isEqualTo(1);
                }));
    }

    @Test
    void approving_what_one_opened_is_sealed_as_refused() {
        PersonIntroduced ana = new PersonIntroduced("person/ana", "ana", "user", TEXT, TEXT, TEXT);
        given(ana).andBy("person/ana", OPENED).by(stranger("ana", "developer", "reviewer"))
                .asks(DEFINITION, OPENED, SIGN).refuses("author-cannot-approve")
                .seals(new ActionRefused(SCOPE, "sign", "author-cannot-approve", "Reviewer"));
    }
}
