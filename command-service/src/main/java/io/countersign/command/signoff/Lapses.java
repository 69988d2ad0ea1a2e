package io.countersign.command.signoff;

import io.countersign.command.decision.Look;
import io.countersign.events.ControlEvents;
import io.countersign.events.DeploymentEvents.FieldSet;
import io.countersign.events.EventType;
import io.countersign.events.ItemEvents;
import io.countersign.events.LedgerEvent;
import io.countersign.events.RollbackEvents.RollbackDeclared;
import io.countersign.events.Scope;
import io.countersign.events.SignOffEvents.SignOffLapsed;
import io.countersign.events.SignOffEvents.SignedOff;
import io.countersign.events.state.Definition;
import io.countersign.events.state.DeploymentState;
import io.countersign.events.state.Phase;
import io.countersign.events.state.SignOffs;
import io.countersign.events.state.SignOffs.SignOff;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a change does to the sign-offs that stand. While a deployment is open, a change to an item, a control, a waiver or a field ends them all;
 * notes, measurements and other sign-offs do not. From go-live on they are fixed, and only a rollback voids those its profile names.
 */
public final class Lapses {

    private Lapses() {}

    /** The sign-offs of a deployment and what ends them, for a decision that may make them lapse. */
    public static Look look(Scope scope) {
        return Look.at(scope.subject(), SignedOff.class, SignOffLapsed.class, RollbackDeclared.class);
    }

    /** The change itself, followed by the lapse of every standing sign-off that covered what it changes. */
    public static List<LedgerEvent> with(DeploymentState state, LedgerEvent change) {
        List<LedgerEvent> events = new ArrayList<>(List.of(change));
        if (state.phase() == Phase.OPEN && SignOffs.cover(change)) {
            for (SignOff standing : state.signOffs().standing()) {
                events.add(new SignOffLapsed(state.scope(), standing.signed().role(), standing.signed().signOff(),
                        cause(change), about(change)));
            }
        }
        return events;
    }

    /** Ids of the standing sign-offs that a rollback voids. */
    public static List<String> voided(Definition definition, DeploymentState state) {
        return state.signOffs().standing().stream().map(SignOff::signed)
                .filter(s -> definition.profile().voids().contains(s.role())).map(s -> s.signOff()).toList();
    }

    private static String cause(LedgerEvent change) {
        return Objects.requireNonNull(change.getClass().getAnnotation(EventType.class)).value();
    }

    private static @Nullable String about(LedgerEvent change) {
        return switch (change) {
            case ItemEvents e -> e.item();
            case ControlEvents e -> e.control();
            case FieldSet e -> e.name();
            default -> null;
        };
    }
}
