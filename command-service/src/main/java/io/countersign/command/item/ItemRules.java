package io.countersign.command.item;

import io.countersign.command.decision.Refusal;
import io.countersign.command.decision.Refusal.Problem;
import io.countersign.command.decision.RequiredControls;
import io.countersign.command.decision.Right;
import io.countersign.command.decision.Situation;
import io.countersign.command.decision.StepOrder;
import io.countersign.command.decision.Nearest;
import io.countersign.events.ChecklistEvents.Alternative;
import io.countersign.events.ChecklistEvents.Item;
import io.countersign.events.ChecklistEvents.RequiredFor;
import io.countersign.events.state.Gate;
import io.countersign.events.state.ItemState;
import io.countersign.events.state.Items.Mark;
import io.countersign.events.state.Phase;
import io.countersign.events.state.Waivers.Waiver;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rules on what may be done to an item, each under its name. */
final class ItemRules {

    private ItemRules() {}

    /** @param item resolved from what the caller called it */
    record Asked(Situation s, Item item, ItemRequest request) {

        @Nullable
        Mark mark() {
            return s.state().items().byId().get(item.id());
        }

        /** As last recorded, before waivers. */
        ItemState recorded() {
            Mark mark = mark();
            return mark == null ? ItemState.OPEN : mark.state();
        }

        Optional<Waiver> waiver() {
            return s.state().waivers().ofItem(item.id(), s.now());
        }
    }

    static Optional<Refusal> mayMarkItems(Asked asked) {
        return Right.ITEM.objection(asked.s()).map(r -> r.about(asked.item().id()));
    }

    static Optional<Refusal> mayWaive(Asked asked) {
        return Right.WAIVE.objection(asked.s()).map(r -> r.about(asked.item().id()));
    }

    /** Rule {@code recurring-item}: maintenance outlives deployments, so its items never belong to one. */
    static Optional<Refusal> notRecurring(Asked asked) {
        return asked.s().definition().requiredFor(asked.item()) == RequiredFor.RECURRING
                ? refused("recurring-item", "\"" + asked.item().text()
                        + "\" is recurring maintenance of the system, not part of a deployment; see maintenance.",
                        asked.item())
                : Optional.empty();
    }

    /** Rule {@code derived-item}. */
    static Optional<Refusal> notDerived(Asked asked) {
        return asked.s().definition().derived(asked.item())
                ? refused("derived-item", "\"" + asked.item().text()
                        + "\" follows from other items and cannot be set.", asked.item())
                : Optional.empty();
    }

    /** Rule {@code wrong-phase}: a rollback's items move only once it is declared, all others only before. */
    static Optional<Refusal> inPhase(Asked asked) {
        return asked.s().definition().requiredFor(asked.item()) == RequiredFor.ROLLBACK
                ? asked.s().unlessIn("an item of the rollback", Phase.ROLLING_BACK, Phase.ROLLED_BACK)
                : asked.s().unlessIn("this item", Phase.OPEN, Phase.LIVE);
    }

    /**
     * Rules {@code already-completed}, {@code already-failed}, {@code already-not-applicable} and {@code reopen-first}. What failed may be tried
     * again and completed at once: its failure stays on record.
     */
    static Optional<Refusal> markedOpen(Asked asked) {
        Mark mark = asked.mark();
        ItemState aim = aim(asked.request());
        if (mark == null || mark.state() == ItemState.OPEN
                || mark.state() == ItemState.FAILED && aim == ItemState.COMPLETED) {
            return Optional.empty();
        }
        String when = "was marked " + mark.state().label() + " by " + mark.person() + " at " + mark.time()
                + " (entry " + mark.position() + ")";
        return mark.state() == aim
                ? conflict("already-" + mark.state().label(), "The item " + when + ".", asked.item())
                : conflict("reopen-first", "The item " + when + "; reopen it first.", asked.item());
    }

    private static @Nullable ItemState aim(ItemRequest request) {
        return switch (request) {
            case ItemRequest.Complete _ -> ItemState.COMPLETED;
            case ItemRequest.Fail _ -> ItemState.FAILED;
            case ItemRequest.NotApplicable _ -> ItemState.NOT_APPLICABLE;
            case ItemRequest.Reopen _,ItemRequest.Waive _ -> null;
        };
    }

    /** Rule {@code not-settled}: only what is settled or failed can be reopened. */
    static Optional<Refusal> settledOrFailed(Asked asked) {
        return asked.recorded() == ItemState.OPEN && asked.waiver().isEmpty()
                ? conflict("not-settled", "The item is open already.", asked.item())
                : Optional.empty();
    }

    /** Rules {@code already-settled} and {@code already-waived}. */
    static Optional<Refusal> worthWaiving(Asked asked) {
        if (asked.recorded().settled()) {
            return conflict("already-settled",
                    "The item is " + asked.recorded().label() + "; nothing is left to waive.",
                    asked.item());
        }
        return asked.waiver().flatMap(w -> conflict("already-waived",
                "The waiver " + w.id() + " covers the item until " + w.expires() + "; revoke it first.", asked.item()));
    }

    /**
     * Rule {@code not-applicable-not-allowed}: the profile allows it, or the item is about an addressable control that is not implemented and
     * replaced by something else.
     */
    static Optional<Refusal> mayBeNotApplicable(Asked asked) {
        return asked.s().definition().rule(asked.item()).mayBeNotApplicable()
                || asked.s().definition().rule(asked.item()).controls().stream()
                        .anyMatch(c -> Gate.replaced(c, asked.s().definition(), asked.s().state()))
                                ? Optional.empty()
                                : refused("not-applicable-not-allowed",
                                        "The profile does not let this item be not applicable; Security may waive it.",
                                        asked.item());
    }

    /** Rule {@code unknown-alternative}: of an either/or item one of its alternatives can be claimed, of any other none. */
    static Optional<Refusal> alternativeKnown(Asked asked) {
        String given = asked.request() instanceof ItemRequest.Complete c ? c.alternative() : null;
        List<String> known = alternatives(asked).stream().map(Alternative::id).toList();
        if (given == null || known.contains(given)) {
            return Optional.empty();
        }
        return Optional.of(Refusal.of(Problem.UNKNOWN, "unknown-alternative", known.isEmpty()
                ? "The item has no alternatives; complete it without naming one."
                : "The item has no alternative \"" + given + "\".").in("alternative").about(asked.item().id())
                .near(Nearest.to(given, known)));
    }

    /** Rule {@code unknown-notification}: one that was recorded for this deployment. */
    static Optional<Refusal> notificationKnown(Asked asked) {
        String given = asked.request() instanceof ItemRequest.Complete c ? c.notification() : null;
        Set<String> known = asked.s().state().particulars().notifications().keySet();
        return given == null || known.contains(given)
                ? Optional.empty()
                : Optional.of(Refusal.of(Problem.UNKNOWN, "unknown-notification",
                        "The deployment has no notification \"" + given + "\"; record it first.").in("notification")
                        .about(asked.item().id()).near(Nearest.to(given, known)));
    }

    /** The one that completing claims: as named, else the first; null for an item that is no either/or. */
    static @Nullable String alternative(Asked asked, ItemRequest.Complete request) {
        return request.alternative() != null
                ? request.alternative()
                : alternatives(asked).stream().findFirst().map(Alternative::id).orElse(null);
    }

    private static List<Alternative> alternatives(Asked asked) {
        return asked.s().definition().rule(asked.item()).eitherOr();
    }

    /** Rule {@code control-not-passing}: an item that names a required control waits for its latest check. */
    static Optional<Refusal> controlsPass(Asked asked) {
        return RequiredControls.objection(asked.s(), asked.item());
    }

    /** Rule {@code step-out-of-order}: the numbered steps of a rollback, one after the other. */
    static Optional<Refusal> inOrder(Asked asked) {
        return StepOrder.objection(asked.s(), asked.item());
    }

    static Optional<Refusal> claimHolds(Asked asked) {
        return asked.request().claim().objection(asked.s());
    }

    private static Optional<Refusal> refused(String rule, String reason, Item item) {
        return Optional.of(Refusal.of(Problem.REFUSED, rule, reason).about(item.id()));
    }

    private static Optional<Refusal> conflict(String rule, String reason, Item item) {
        return Optional.of(Refusal.of(Problem.CONFLICT, rule, reason).about(item.id()));
    }
}
