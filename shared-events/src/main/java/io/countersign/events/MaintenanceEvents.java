package io.countersign.events;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Recurring maintenance of a system in an environment. An obligation is one recurring item of a checklist; it begins when a deployment of that checklist
 * goes live there and outlives it. Each of its periods is settled once: completed, not applicable or missed.
 */
public sealed interface MaintenanceEvents extends LedgerEvent {

    Place place();

    /** {@code <checklist>:<item>}. */
    String obligation();

    @Override
    default String subject() {
        return place().maintenance();
    }

    @Override
    default List<String> streams() {
        return place().streams();
    }

    @Override
    default List<String> tags() {
        return List.of(place().obligationTag(obligation()));
    }

    /**
     * @param version of the checklist whose going live opened it; @param profile likewise
     * @param text of the item
     * @param every {@code daily}, {@code weekly}, {@code monthly}, {@code quarterly} or {@code yearly}
     * @param grace ISO 8601 period such as {@code P2D}: how long after it fell due it may still be met
     * @param roles token roles that may complete it
     * @param mayBeNotApplicable whether a period may be set aside with a reason
     * @param begins when its first period begins
     * @param deployment that went live
     */
    @EventType("obligation-opened")
    record ObligationOpened(Place place, String obligation, String checklist, int version, int profile, String item,
            String text, String every, String grace, List<String> roles, boolean mayBeNotApplicable, Instant begins,
            String deployment) implements MaintenanceEvents {
        public ObligationOpened {
            roles = Lists.copy(roles);
        }
    }

    /**
     * One period of an obligation: it is to be met from {@code from} on and before {@code due}, or failing that before {@code graceEnds}.
     *
     * @param begins when the obligation was opened on whose terms it runs; tells the terms apart
     * @param number from 1
     */
    record Period(Instant begins, int number, Instant from, Instant due, Instant graceEnds) {}

    /** @param withinGrace whether it had fallen due already */
    @EventType("obligation-completed")
    record ObligationCompleted(Place place, String obligation, Period period, boolean withinGrace,
            @Nullable Redactable note, List<Evidence> evidence,
            @Nullable Instant occurredAt) implements MaintenanceEvents {
        public ObligationCompleted {
            evidence = Lists.copy(evidence);
        }
    }

    @EventType("obligation-not-applicable")
    record ObligationNotApplicable(Place place, String obligation, Period period,
            Redactable reason) implements MaintenanceEvents {}

    /** Nobody met it in its period or within grace. Recorded by the system itself, once for each period. */
    @EventType("obligation-missed")
    record ObligationMissed(Place place, String obligation, Period period) implements MaintenanceEvents {}

    /**
     * No further period falls due from {@code at} on; one that fell due before is still to be met.
     *
     * @param begins when the obligation was opened that ends
     * @param cause {@code changed}: another version of the checklist went live, which asks for it on other terms; {@code dropped}: one that no longer asks
     *     for it; {@code retired}: somebody ended it, for {@code reason}
     * @param deployment that went live; null when retired
     */
    @EventType("obligation-ended")
    record ObligationEnded(Place place, String obligation, Instant begins, Instant at, String cause,
            @Nullable Redactable reason, @Nullable String deployment) implements MaintenanceEvents {}
}
