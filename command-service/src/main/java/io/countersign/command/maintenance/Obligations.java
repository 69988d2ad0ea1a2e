package io.countersign.command.maintenance;

import io.countersign.command.decision.Look;
import io.countersign.command.decision.Right;
import io.countersign.command.decision.Situation;
import io.countersign.events.DeploymentEvents.DeploymentWentLive;
import io.countersign.events.LedgerEvent;
import io.countersign.events.MaintenanceEvents.ObligationEnded;
import io.countersign.events.MaintenanceEvents.ObligationOpened;
import io.countersign.events.Place;
import io.countersign.events.Scope;
import io.countersign.events.state.Definition;
import io.countersign.events.state.Maintenance;
import io.countersign.events.state.Obligation;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What going live does to the maintenance of its place. What the checklist asks for and does not run begins; what runs on the same terms goes on with its
 * periods as they are, whichever release went live; what is asked for on other terms ends and begins anew, what is no longer asked for ends. Obligations of
 * other checklists are left alone, and so is everything when a deployment is rolled back, closed or abandoned.
 */
public final class Obligations {

    private Obligations() {}

    /** What must be known of a place's maintenance when a deployment goes live there. */
    public static Look look(Scope scope) {
        return Look.at(place(scope).maintenance(), ObligationOpened.class, ObligationEnded.class);
    }

    /** Going live, and what begins and ends with it. */
    public static List<LedgerEvent> with(Situation s, DeploymentWentLive live) {
        List<LedgerEvent> events = new ArrayList<>();
        events.add(live);
        Maintenance before = Maintenance.fold(s.others());
        Set<String> asked = new HashSet<>();
        for (Definition.Obligation each : s.definition().obligations()) {
            ObligationOpened opened = opened(s, each);
            asked.add(opened.obligation());
            events.addAll(begin(Optional.ofNullable(before.byId().get(opened.obligation())), opened, s));
        }
        String checklist = s.scope().checklist();
        before.byId().values().stream().filter(Obligation::runs)
                .filter(o -> o.term().opened().checklist().equals(checklist) && !asked.contains(o.id()))
                .forEach(o -> events.add(end(o, s, "dropped")));
        return events;
    }

    private static List<LedgerEvent> begin(Optional<Obligation> before, ObligationOpened wanted, Situation s) {
        Optional<Obligation> running = before.filter(Obligation::runs);
        if (running.isEmpty()) {
            return List.of(wanted);
        }
        ObligationOpened now = running.get().term().opened();
        if (!now.every().equals(wanted.every()) || !now.grace().equals(wanted.grace())) {
            return List.of(end(running.get(), s, "changed"), wanted);
        }
        ObligationOpened same = from(now.begins(), wanted);
        boolean amended = !Set.copyOf(now.roles()).equals(Set.copyOf(same.roles()))
                || now.mayBeNotApplicable() != same.mayBeNotApplicable();
        return amended ? List.of(same) : List.of();
    }

    private static ObligationEnded end(Obligation o, Situation s, String cause) {
        return new ObligationEnded(place(s.scope()), o.id(), o.term().opened().begins(), second(s.now()), cause,
                null, s.scope().deployment());
    }

    private static ObligationOpened opened(Situation s, Definition.Obligation o) {
        Scope scope = s.scope();
        return new ObligationOpened(place(scope), scope.checklist() + ":" + o.item().id(), scope.checklist(),
                scope.version(), s.definition().profile().profile(), o.item().id(), o.item().text(), o.every(),
                o.grace().toString(), Right.ITEM.roles(s.definition().profile().rights()),
                s.definition().rule(o.item()).mayBeNotApplicable(), second(s.now()), scope.deployment());
    }

    private static ObligationOpened from(Instant begins, ObligationOpened o) {
        return new ObligationOpened(o.place(), o.obligation(), o.checklist(), o.version(), o.profile(), o.item(),
                o.text(), o.every(), o.grace(), o.roles(), o.mayBeNotApplicable(), begins, o.deployment());
    }

    /** Whole seconds, so that what is due reads as people say it and is the same in every store. */
    static Instant second(Instant now) {
        return now.truncatedTo(ChronoUnit.SECONDS);
    }

    private static Place place(Scope scope) {
        return new Place(scope.system(), scope.environment());
    }
}
