package io.countersign.events.state;

import io.countersign.events.DeploymentEvent;
import io.countersign.events.DeploymentEvents.DeploymentOpened;
import io.countersign.events.SafeguardEvents;
import io.countersign.events.Scope;

/**
 * What the events of one deployment add up to. Each part folds the events that concern it and leaves the others alone, so a decision may load
 * only those events that its parts need.
 *
 * @param position of the last event folded; −1 before the first
 * @param changed position of the last change that a sign-off covers; −1 before the first
 */
public record DeploymentState(Lifecycle lifecycle, Items items, Controls controls, Waivers waivers, SignOffs signOffs,
        Measurements measurements, Rollback rollback, Particulars particulars, Reports reports,
        Addressed addressed, Steps steps, long position, long changed) {

    public static final DeploymentState NONE = new DeploymentState(Lifecycle.NONE, Items.NONE, Controls.NONE,
            Waivers.NONE,
            SignOffs.NONE, Measurements.NONE, Rollback.NONE, Particulars.NONE, Reports.NONE, Addressed.NONE, Steps.NONE,
            -1, -1);

    /**
     * The state after one more event; events of other kinds, an export of it for one, change nothing. Decisions on safeguards count when they
     * {@linkplain Addressed#concerns concern} the deployment; whoever hands events in leaves out the others.
     */
    public DeploymentState evolve(Recorded r) {
        if (r.event() instanceof SafeguardEvents) {
            return new DeploymentState(lifecycle, items, controls, waivers, signOffs, measurements, rollback,
                    particulars, reports, addressed.evolve(r), steps, position, changed);
        }
        if (!(r.event() instanceof DeploymentEvent)) {
            return this;
        }
        return new DeploymentState(lifecycle.evolve(r), items.evolve(r), controls.evolve(r), waivers.evolve(r),
                signOffs.evolve(r),
                measurements.evolve(r), rollback.evolve(r), particulars.evolve(r),
                reports.evolve(r), addressed, steps.evolve(r), Math.max(position, r.position()),
                SignOffs.cover(r.event()) ? Math.max(changed, r.position()) : changed);
    }

    /** The state that events in ascending order add up to. */
    public static DeploymentState fold(Iterable<Recorded> events) {
        DeploymentState state = NONE;
        for (Recorded r : events) {
            state = state.evolve(r);
        }
        return state;
    }

    public boolean exists() {
        return lifecycle.phase() != null;
    }

    /** @throws IllegalStateException before the deployment was opened */
    public Phase phase() {
        Phase phase = lifecycle.phase();
        if (phase == null) {
            throw new IllegalStateException("no deployment was opened");
        }
        return phase;
    }

    /** @throws IllegalStateException before the deployment was opened */
    public DeploymentOpened opened() {
        DeploymentOpened opened = lifecycle.opened();
        if (opened == null) {
            throw new IllegalStateException("no deployment was opened");
        }
        return opened;
    }

    /** @throws IllegalStateException before the deployment was opened */
    public Scope scope() {
        return opened().scope();
    }
}
