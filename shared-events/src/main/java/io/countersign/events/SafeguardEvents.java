package io.countersign.events;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is decided of the safeguards of a system in an environment, whichever deployment is there at the moment. */
public sealed interface SafeguardEvents extends LedgerEvent {

    /** What is deployed; {@code [a-z0-9][a-z0-9._-]{0,62}}, as is the environment. */
    String system();

    String environment();

    /** Id of the control in the catalogue. */
    String control();

    /** The subject and stream of everything decided of one system in one environment. */
    static String subject(String system, String environment) {
        return "safeguards/" + system + "/" + environment;
    }

    @Override
    default String subject() {
        return subject(system(), environment());
    }

    @Override
    default List<String> streams() {
        return List.of(subject(), "system/" + system(), "environment/" + environment());
    }

    @Override
    default List<String> tags() {
        return List.of("control/" + system() + "/" + environment() + "/" + control());
    }

    /**
     * An addressable specification of 45 CFR 164 (164.306(d)(3)) was addressed: it is implemented, or it is not and something stands in its place. The
     * latest decision counts.
     *
     * @param reason why it is not reasonable and appropriate here; null, if nothing was said, of what is implemented
     * @param instead what stands in its place; null of what is implemented
     */
    @EventType("control-decided")
    record ControlDecided(String system, String environment, String control, boolean implemented,
            @Nullable Redactable reason, @Nullable Redactable instead) implements SafeguardEvents {}
}
