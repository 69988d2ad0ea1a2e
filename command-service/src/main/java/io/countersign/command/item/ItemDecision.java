package io.countersign.command.item;

import io.countersign.command.decision.Decision;
import io.countersign.command.decision.Decision.Accepted;
import io.countersign.command.decision.Expiry;
import io.countersign.command.decision.ItemName;
import io.countersign.command.decision.Policy;
import io.countersign.command.decision.Required;
import io.countersign.command.decision.Situation;
import io.countersign.command.item.ItemRules.Asked;
import io.countersign.command.signoff.Lapses;
import io.countersign.events.ChecklistEvents.Item;
import io.countersign.events.ItemEvents;
import io.countersign.events.ItemEvents.ItemCompleted;
import io.countersign.events.ItemEvents.ItemFailed;
import io.countersign.events.ItemEvents.ItemNotApplicable;
import io.countersign.events.ItemEvents.ItemReopened;
import io.countersign.events.ItemEvents.ItemWaived;
import io.countersign.events.Scope;
import java.util.Objects;

/** What a request about one item comes to. */
final class ItemDecision {

    private static final Policy<Asked> COMPLETE = Policy.of(ItemRules::mayMarkItems, ItemRules::notRecurring,
            ItemRules::notDerived, ItemRules::inPhase, ItemRules::markedOpen, ItemRules::claimHolds,
            ItemRules::alternativeKnown, ItemRules::notificationKnown, ItemRules::controlsPass, ItemRules::inOrder);

    private static final Policy<Asked> FAIL = Policy.of(ItemRules::mayMarkItems, ItemRules::notRecurring,
            ItemRules::notDerived, ItemRules::inPhase, ItemRules::markedOpen, ItemRules::claimHolds);

    private static final Policy<Asked> REOPEN = Policy.of(ItemRules::mayMarkItems, ItemRules::notRecurring,
            ItemRules::notDerived, ItemRules::inPhase, ItemRules::settledOrFailed);

    private static final Policy<Asked> NOT_APPLICABLE = Policy.of(ItemRules::mayMarkItems, ItemRules::notRecurring,
            ItemRules::notDerived, ItemRules::inPhase, ItemRules::mayBeNotApplicable, ItemRules::markedOpen);

    private static final Policy<Asked> WAIVE = Policy.of(ItemRules::mayWaive, ItemRules::notRecurring,
            ItemRules::notDerived, ItemRules::inPhase, ItemRules::worthWaiving);

    private ItemDecision() {}

    /** @param waiver id for the waiver, should one be granted */
    static Decision decide(Situation s, String name, ItemRequest request, String waiver) {
        return switch (ItemName.find(s.definition(), name)) {
            case ItemName.NotFound missing -> missing.refusal().refused();
            case ItemName.Found(Item item) -> decide(new Asked(s, item, request), waiver);
        };
    }

    private static Decision decide(Asked asked, String waiver) {
        Scope scope = asked.s().scope();
        String item = asked.item().id();
        return switch (asked.request()) {
            case ItemRequest.Complete r -> COMPLETE.decide(asked, () -> accepted(asked.s(),
                    new ItemCompleted(scope, item, r.note(), r.claim().files(asked.s()), r.occurredAt(),
                            ItemRules.alternative(asked, r), r.notification())));
            case ItemRequest.Fail r -> FAIL.decide(asked, () -> accepted(asked.s(),
                    new ItemFailed(scope, item, r.reason(), r.claim().files(asked.s()), r.occurredAt())));
            case ItemRequest.Reopen r -> REOPEN.decide(asked, () -> accepted(asked.s(),
                    new ItemReopened(scope, item, r.reason())));
            case ItemRequest.NotApplicable r -> Policy.of(NOT_APPLICABLE::objection,
                    _ -> Required.member("reason", r.reason())).decide(asked,
                            () -> accepted(asked.s(),
                                    new ItemNotApplicable(scope, item, Objects.requireNonNull(r.reason()))));
            case ItemRequest.Waive r -> Policy.of(WAIVE::objection, _ -> Required.member("reason", r.reason()),
                    _ -> Expiry.objection(asked.s().now(), r.expires())).decide(asked,
                            () -> accepted(asked.s(), new ItemWaived(scope, item, waiver,
                                    Objects.requireNonNull(r.reason()), r.compensating(),
                                    Objects.requireNonNull(r.expires()))));
        };
    }

    private static Accepted accepted(Situation s, ItemEvents event) {
        return new Accepted(Lapses.with(s.state(), event));
    }
}
