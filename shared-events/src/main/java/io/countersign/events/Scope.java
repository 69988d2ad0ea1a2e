package io.countersign.events;

import java.util.List;

/**
 * Where a deployment event belongs.
 *
 * @param deployment id of the deployment, a UUID
 * @param system what is deployed; {@code [a-z0-9][a-z0-9._-]{0,62}}, as are environment and checklist
 * @param environment where to
 * @param checklist id of the checklist followed
 * @param version version of that checklist, from 1
 */
public record Scope(String deployment, String system, String environment, String checklist, int version) {

    public String subject() {
        return "deployment/" + deployment;
    }

    List<String> streams() {
        return List.of(subject(), "system/" + system, "environment/" + environment, "checklist/" + checklist);
    }

    /** The tag of one item of this deployment. */
    public String itemTag(String item) {
        return "item/" + deployment + "/" + item;
    }

    /** The tag of one control as checked in this deployment. */
    public String controlTag(String control) {
        return "control/" + deployment + "/" + control;
    }
}
