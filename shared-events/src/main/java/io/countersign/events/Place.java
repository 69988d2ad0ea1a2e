package io.countersign.events;

import java.util.List;

/**
 * A system in an environment, where releases come and go and maintenance stays.
 *
 * @param system {@code [a-z0-9][a-z0-9._-]{0,62}}, as is environment
 */
public record Place(String system, String environment) {

    /** What the maintenance of this place is about: {@code maintenance/<system>/<environment>}. */
    public String maintenance() {
        return "maintenance/" + system + "/" + environment;
    }

    /** The tag of one obligation here. */
    public String obligationTag(String obligation) {
        return "obligation/" + system + "/" + environment + "/" + obligation;
    }

    List<String> streams() {
        return List.of(maintenance(), "system/" + system, "environment/" + environment);
    }
}
