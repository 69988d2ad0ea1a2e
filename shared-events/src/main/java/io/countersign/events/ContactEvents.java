package io.countersign.events;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whom to call about a system in an environment, whichever deployment is there at the moment. */
public sealed interface ContactEvents extends LedgerEvent {

    /** What is deployed; {@code [a-z0-9][a-z0-9._-]{0,62}}, as is the environment. */
    String system();

    String environment();

    /** The subject and stream of everything said of contacts for one system in one environment. */
    static String subject(String system, String environment) {
        return "contacts/" + system + "/" + environment;
    }

    @Override
    default String subject() {
        return subject(system(), environment());
    }

    @Override
    default List<String> streams() {
        return List.of(subject(), "system/" + system(), "environment/" + environment());
    }

    /**
     * Who is to be called in a role from now on; the latest of a role counts. Nobody when neither name nor address is given.
     *
     * @param role such as {@code Technical Lead}
     * @param address by which to reach them: telephone, mail, a channel
     */
    @EventType("contact-set")
    record ContactSet(String system, String environment, String role, @Nullable Redactable name,
            @Nullable Redactable address, @Nullable Redactable availability) implements ContactEvents {}
}
