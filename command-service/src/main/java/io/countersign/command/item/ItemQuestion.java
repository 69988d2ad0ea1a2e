package io.countersign.command.item;

import io.countersign.command.decision.Decision;
import io.countersign.command.decision.DeploymentQuestion;
import io.countersign.command.decision.Ids;
import io.countersign.command.decision.ItemName;
import io.countersign.command.decision.Look;
import io.countersign.command.decision.Situation;
import io.countersign.command.signoff.Lapses;
import io.countersign.events.ChecklistEvents.Item;
import io.countersign.events.DeploymentEvents.NotificationRecorded;
import io.countersign.events.Scope;
import io.countersign.events.state.Definition;
import java.util.ArrayList;
import java.util.List;

/**
 * A request about one item, as it is put to the ledger. It looks at this item, the controls it needs and the steps before it, and at sign-offs: two
 * people at different items meet only when a sign-off stands.
 *
 * @param item its id, or an unambiguous end of it
 */
public record ItemQuestion(String item, ItemRequest request) implements DeploymentQuestion {

    @Override
    public String action() {
        return switch (request) {
            case ItemRequest.Complete _ -> "item-complete";
            case ItemRequest.Fail _ -> "item-fail";
            case ItemRequest.Reopen _ -> "item-reopen";
            case ItemRequest.NotApplicable _ -> "item-not-applicable";
            case ItemRequest.Waive _ -> "item-waive";
        };
    }

    @Override
    public List<Look> looks(Scope scope, Definition definition) {
        List<Look> looks = new ArrayList<>(List.of(Lapses.look(scope)));
        if (request instanceof ItemRequest.Complete complete && complete.notification() != null) {
            looks.add(Look.at(scope.subject(), NotificationRecorded.class));
        }
        if (request instanceof ItemRequest.NotApplicable) {
            looks.add(Look.safeguards(scope));
        }
        if (ItemName.find(definition, item) instanceof ItemName.Found(Item found)) {
            looks.add(Look.at(scope.itemTag(found.id())));
            definition.rule(found).controls().forEach(c -> looks.add(Look.at(scope.controlTag(c))));
            definition.stepsBefore(found).forEach(s -> looks.add(Look.at(scope.itemTag(s.id()))));
        }
        return looks;
    }

    @Override
    public List<String> uploads() {
        return request.claim().digests();
    }

    @Override
    public Decision decide(Situation situation, Ids ids) {
        return ItemDecision.decide(situation, item, request, ids.next().toString());
    }
}
