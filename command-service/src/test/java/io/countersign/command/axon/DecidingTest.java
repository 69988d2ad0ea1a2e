package io.countersign.command.axon;

import static io.countersign.command.axon.DecisionFixture.NOW;
import static io.countersign.command.axon.DecisionFixture.given;
import static io.countersign.command.axon.DecisionFixture.stranger;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.command.decision.Decision;
import io.countersign.command.decision.Look;
import io.countersign.command.decision.Question;
import io.countersign.command.decision.Refusal;
import io.countersign.command.decision.Refusal.Problem;
import io.countersign.command.identity.Asker;
import io.countersign.events.IdentityEvents.PersonIntroduced;
import io.countersign.events.LedgerEvents.ActionRefused;
import io.countersign.events.LedgerEvents.LedgerCreated;
import io.countersign.events.Redactable;
import java.util.List;
import org.junit.jupiter.api.Test;

class DecidingTest {

    private static final LedgerCreated CREATED = new LedgerCreated("example/ledger", "vkey");
    private static final Asker ANA = stranger("ana", "devops");

    /** Creates a ledger, once. */
    private record Create() implements Question {
        @Override
        public String action() {
            return "create";
        }

        @Override
        public List<Look> looks() {
            return List.of(Look.at("type/countersign.ledger-created.v1"));
        }

        @Override
        public Decision decide(Known known) {
            return known.events().stream().anyMatch(r -> r.event() instanceof LedgerCreated)
                    ? Refusal.of(Problem.FORBIDDEN, "once", "There is one already.").asEntry().refused()
                    : Decision.Accepted.of(CREATED);
        }
    }

    @Test
    void introduces_a_stranger_in_the_same_append_and_ahead_of_their_entry() {
        given().by(ANA).asks(new Create()).satisfies(sealed -> {
            assertThat(sealed).hasSize(2);
            assertThat(sealed.get(0)).isInstanceOfSatisfying(PersonIntroduced.class, p -> {
                assertThat(p.identity()).isEqualTo("ana");
                assertThat(p.kind()).isEqualTo("user");
            });
            assertThat(sealed.get(1)).isEqualTo(CREATED);
        });
    }

    @Test
    void knows_a_person_again_and_signs_entries_as_them() {
        Redactable hidden = new Redactable("x");
        var introduced = new PersonIntroduced("person/7", "ana", "user", hidden, hidden, hidden);
        given(introduced).by(ANA).asks(new Create()).satisfies(sealed -> assertThat(sealed).containsExactly(CREATED))
                .outcome(o -> assertThat(o).isInstanceOfSatisfying(Outcome.Sealed.class,
                        s -> assertThat(s.introduced()).isNull()));
    }

    @Test
    void answers_a_repeat_from_the_log_and_seals_nothing() {
        given().by(ANA).under("key", "digest").asks(new Create()).seals(CREATED).then()
                .by(ANA).under("key", "digest").asks(new Create()).seals()
                .outcome(o -> assertThat(o).isInstanceOfSatisfying(Outcome.Standing.class, s -> {
                    assertThat(s.events()).containsExactly(CREATED);
                    assertThat(s.position()).isEqualTo(1);
                }));
    }

    @Test
    void refuses_a_key_that_was_used_for_another_request() {
        given().by(ANA).under("key", "digest").asks(new Create()).seals(CREATED).then()
                .by(ANA).under("key", "other").asks(new Create()).seals().refuses("idempotency-key-reused");
    }

    @Test
    void records_a_refusal_once_an_hour() {
        var refused = new ActionRefused(null, "create", "once", null);
        var once = given(CREATED).by(ANA).asks(new Create()).refuses("once").seals(refused).then();
        var soon = once.at(NOW.plusSeconds(3599)).by(ANA).asks(new Create()).refuses("once").seals().then();
        soon.at(NOW.plusSeconds(3601)).by(ANA).asks(new Create()).refuses("once").seals(refused);
    }

    @Test
    void decides_a_refused_request_again_when_it_is_repeated_under_its_key() {
        given(CREATED).by(ANA).under("key", "digest").asks(new Create()).refuses("once").then()
                .by(ANA).under("key", "digest").asks(new Create()).refuses("once");
    }
}
