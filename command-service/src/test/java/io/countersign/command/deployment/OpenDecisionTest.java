package io.countersign.command.deployment;

import static io.countersign.command.decision.Story.DEVELOPER;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.command.decision.FieldValue;
import io.countersign.command.decision.Caller;
import io.countersign.command.decision.Decision;
import io.countersign.command.decision.Decision.Accepted;
import io.countersign.command.decision.Decision.Refused;
import io.countersign.command.decision.Question.Known;
import io.countersign.command.decision.Refusal;
import io.countersign.command.decision.Story;
import io.countersign.command.deployment.OpenRequest.ArtifactRef;
import io.countersign.events.DeploymentEvents.Artifact;
import io.countersign.events.DeploymentEvents.DeploymentOpened;
import io.countersign.events.DeploymentEvents.Field;
import io.countersign.events.state.Recorded;
import io.countersign.events.DeploymentEvents.FollowUpOpened;
import io.countersign.events.LedgerEvent;
import java.util.stream.Stream;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class OpenDecisionTest {

    private static final OpenRequest PLAIN = new OpenRequest("small", "claims", "production", "2.0", null, null, null,
            null);

    @Test
    void opens_on_the_latest_version_and_pins_checklist_and_profile() {
        OpenRequest request = new OpenRequest("small", "claims", "production", "2.0", "ABCDEF1", List.of("ana"),
                List.of(new ArtifactRef("api", "sha256:" + "AB".repeat(32))),
                Map.of("Version", FieldValue.of("2.4.0", Story.TEXT), "Ticket", FieldValue.of("OPS-1", Story.TEXT)));
        DeploymentOpened opened = (DeploymentOpened) ((Accepted) ask(DEVELOPER, request)).events().getFirst();
        assertThat(opened.scope().version()).isEqualTo(1);
        assertThat(opened.profile()).isEqualTo(1);
        assertThat(opened.checklistDigest()).isEqualTo("00".repeat(32));
        assertThat(opened.commit()).isEqualTo("abcdef1");
        assertThat(opened.authors()).containsExactly("id-of-ana");
        assertThat(opened.artifacts()).containsExactly(new Artifact("api", "sha256:" + "ab".repeat(32)));
        assertThat(opened.fields()).containsExactly(new Field("Ticket", Story.TEXT), new Field("Version", Story.TEXT));
    }

    @Test
    void an_unknown_version_is_answered_with_those_there_are() {
        OpenRequest request = new OpenRequest("small@2", "claims", "production", "2.0", null, null, null, null);
        assertThat(refusal(request).nearest()).containsExactly("small@1");
    }

    @Test
    void an_unknown_checklist_is_answered_with_the_nearest() {
        OpenRequest request = new OpenRequest("smal", "claims", "production", "2.0", null, null, null, null);
        assertThat(refusal(request).nearest()).containsExactly("small");
    }

    @Test
    void a_version_may_be_named() {
        assertThat(ask(DEVELOPER, new OpenRequest("small@1", "claims", "production", "2.0", null, null, null, null)))
                .isInstanceOf(Accepted.class);
        assertThat(ask(DEVELOPER, PLAIN)).isInstanceOf(Accepted.class);
    }

    @Test
    void what_makes_another_good_is_linked_both_ways() {
        List<LedgerEvent> sealed = ((Accepted) ask(DEVELOPER, follow("claims", "d1"))).events();
        assertThat(sealed).hasSize(2);
        DeploymentOpened opened = (DeploymentOpened) sealed.getFirst();
        assertThat(opened.follows()).isEqualTo("d1");
        assertThat(sealed.getLast()).isEqualTo(new FollowUpOpened(Story.SCOPE, opened.scope().deployment()));
        assertThat(refusal(follow("claims", "../d1")).rule()).isEqualTo("unknown-deployment");
    }

    static OpenRequest follow(String system, String deployment) {
        return new OpenRequest("small", system, "production", "2.0", null, null, null, null, deployment);
    }

    static Decision ask(Caller who, OpenRequest request) {
        List<Recorded> imported = Stream.concat(Story.CHECKLIST.stream(), Stream.of(Story.OPENED))
                .map(e -> new Recorded(e, 0, Story.START, null)).toList();
        List<String> authors = request.authors() == null
                ? List.of()
                : request.authors().stream().map(a -> "id-of-" + a).toList();
        return new OpenQuestion(request, authors)
                .decide(new Known(imported, who, Story.START, () -> new UUID(7, 7)));
    }

    private static Refusal refusal(OpenRequest request) {
        return ((Refused) ask(DEVELOPER, request)).refusal();
    }
}
