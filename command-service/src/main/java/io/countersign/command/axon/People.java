package io.countersign.command.axon;

import io.countersign.command.decision.Look;
import io.countersign.events.IdentityEvents.PersonIntroduced;
import java.util.Optional;

/** Whom the log knows. Who has been introduced stays so, hence remembered; at most {@value #REMEMBERED}, those seen last. */
public final class People {

    private static final int REMEMBERED = 10_000;

    private final History history;
    private final Remembered<String, String> known = new Remembered<>(REMEMBERED);

    public People(History history) {
        this.history = history;
    }

    /** The {@code person/<uuid>} of an identity; empty when the log has not met it. */
    public Optional<String> person(String identity) {
        return known.find(identity, () -> history
                .read(Look.at(PersonIntroduced.tag(identity), PersonIntroduced.class)).stream().findFirst()
                .map(r -> ((PersonIntroduced) r.event()).person()));
    }
}
