package io.countersign.command.control;

import static io.countersign.command.axon.DecisionFixture.given;
import static io.countersign.command.axon.DecisionFixture.stranger;
import static io.countersign.command.decision.Story.TEXT;

import io.countersign.command.axon.DecisionFixture;
import io.countersign.command.checklist.ControlCatalogue;
import io.countersign.command.identity.Asker;
import io.countersign.command.item.ItemQuestion;
import io.countersign.command.item.ItemRequest;
import io.countersign.events.ChecklistEvents.ChecklistImported;
import io.countersign.events.ChecklistEvents.ChecklistItemsListed;
import io.countersign.events.ChecklistEvents.Item;
import io.countersign.events.ChecklistEvents.ItemRule;
import io.countersign.events.ChecklistEvents.ProfileImported;
import io.countersign.events.ChecklistEvents.ProfileItemsListed;
import io.countersign.events.DeploymentEvents.DeploymentOpened;
import io.countersign.events.ItemEvents.ItemNotApplicable;
import io.countersign.events.LedgerEvents.ActionRefused;
import io.countersign.events.SafeguardEvents.ControlDecided;
import io.countersign.events.Scope;
import io.countersign.events.state.Definition;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Through Axon: what Security decides of an addressable control, and what it does to the deployments it concerns. */
class AddressableSliceTest {

    private static final String CONTROL = "hipaa.session-timeout";
    private static final Scope SCOPE = new Scope("d1", "claims", "production", "small", 1);
    private static final Definition DEFINITION = Definition.of(List.of(
            new ChecklistImported("small", 1, "Small", "00".repeat(32), 10, 1, 0, 1, null, null),
            new ChecklistItemsListed("small", 1, 1, List.of(),
                    List.of(new Item("idle", "Session timeout configured", null, null, null, 1, false))),
            new ProfileImported("small", 1, 1, null, false, 1, List.of(), List.of(), List.of(), List.of(), List.of(),
                    List.of(), Map.of(), List.of(), Map.of(), List.of(), List.of(), null, List.of(CONTROL)),
            new ProfileItemsListed("small", 1, 1, List.of(new ItemRule("idle", List.of(CONTROL), false, null, null,
                    null, List.of(), null)))),
            1, 1).orElseThrow();
    private static final DeploymentOpened OPENED = new DeploymentOpened(SCOPE, 1, "00".repeat(32), "2.0", null,
            List.of(), List.of(), List.of());
    private static final ItemQuestion SET_ASIDE = new ItemQuestion("idle", new ItemRequest.NotApplicable(TEXT));
    private static final Asker SECURITY = stranger("sam", "security");

    private static DecideQuestion decide(String control, boolean implemented) {
        return new DecideQuestion(control, new ControlRequest.Decide("claims", "production", implemented, TEXT,
                implemented ? null : TEXT), ControlCatalogue.shipped());
    }

    private static ControlDecided decided(String environment, boolean implemented) {
        return new ControlDecided("claims", environment, CONTROL, implemented, TEXT, implemented ? null : TEXT);
    }

    private static DecisionFixture.Then settingAside(ControlDecided... before) {
        return given(before).and(OPENED).by(stranger("ana", "developer")).asks(DEFINITION, OPENED, SET_ASIDE);
    }

    @Test
    void security_decides_and_may_turn_the_decision_round() {
        given().by(SECURITY).asks(decide(CONTROL, false)).seals(decided("production", false)).then().by(SECURITY)
                .asks(decide(CONTROL, true)).satisfies(sealed -> org.assertj.core.api.Assertions.assertThat(sealed)
                        .endsWith(decided("production", true)));
    }

    @Test
    void deciding_a_required_control_away_is_refused_and_sealed_as_refused() {
        given().by(SECURITY).asks(decide("hipaa.audit-logging", false)).refuses("not-addressable");
        given().by(SECURITY).asks(decide("hipaa.audit-logging", false))
                .seals(new ActionRefused(null, "control-decide", "not-addressable", "hipaa.audit-logging"));
    }

    @Test
    void what_is_replaced_where_the_deployment_goes_may_be_set_aside_there_and_nowhere_else() {
        settingAside(decided("production", false)).seals(new ItemNotApplicable(SCOPE, "idle", TEXT));
        settingAside().refuses("not-applicable-not-allowed");
        settingAside(decided("staging", false)).refuses("not-applicable-not-allowed");
        settingAside(decided("production", false), decided("production", true)).refuses("not-applicable-not-allowed");
    }
}
