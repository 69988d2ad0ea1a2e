package io.countersign.command.publication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.countersign.command.RunningService;
import io.countersign.command.RunningService.Answer;
import io.countersign.ledger.note.SignedNote;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Published checkpoints over HTTP. */
class PublishedControllerTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final RunningService service = RunningService.get();

    private Answer published(String query) {
        return service.to("/api/v1/log/published" + query).get();
    }

    @Test
    void anyone_may_ask_for_what_is_published_and_its_note_is_the_one_served() throws Exception {
        long size = service.to("/api/v1/log").as("auditor").get().json().path("size").asLong();
        Answer answer = await().atMost(PATIENCE).until(() -> published("?atLeast=" + size), a -> a.status() == 200);
        SignedNote note = SignedNote.parse(answer.at("checkpoint"));
        assertThat(note.text().split("\n")[1]).isEqualTo(answer.at("size"));
        assertThat(answer.at("witnessed.quorum")).isEqualTo("none");
        assertThat(answer.json().path("timestamps").isArray()).isTrue();
        assertThat(published("?size=" + answer.at("size")).json()).isEqualTo(answer.json());
        await().atMost(PATIENCE).until(() -> published("").at("checkpoint")
                .equals(service.to("/checkpoint").get().text()));
    }

    @Test
    void only_who_has_a_token_may_have_witnesses_and_authorities_asked() {
        assertThat(published("?atLeast=1&stamped=true").status()).isEqualTo(401);
        assertThat(service.to("/api/v1/log/published?atLeast=1&stamped=true").as("auditor").get().status())
                .isEqualTo(200);
    }

    @Test
    void what_is_not_there_is_unknown_and_nonsense_is_refused() {
        assertThat(published("?atLeast=99999999").status()).isEqualTo(404);
        assertThat(published("?size=99999999").status()).isEqualTo(404);
        assertThat(published("?size=-1").status()).isEqualTo(404);
        for (String query : new String[]{"?size=1&atLeast=1", "?size=one", "?atLeast=99999999999999999999"}) {
            assertThat(published(query).status()).as(query).isEqualTo(400);
        }
    }

    @Test
    void health_and_metrics_tell_of_witnesses() {
        Answer health = service.to("/health/witnesses").get();
        assertThat(health.status()).isEqualTo(200);
        assertThat(health.at("status")).isEqualTo("up");
        assertThat(health.at("quorum")).isEqualTo("none");
        assertThat(service.to("/metrics").get().text()).contains("countersign_published_size",
                "countersign_quorum_unmet 0.0");
    }
}
