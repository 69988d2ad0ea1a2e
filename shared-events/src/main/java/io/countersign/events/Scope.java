package io.countersign.events;

import java.util.List;
import java.util.Optional;

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

    private static final String ITEM = "item/";

    public String subject() {
        return "deployment/" + deployment;
    }

    List<String> streams() {
        return List.of(subject(), "system/" + system, "environment/" + environment, "checklist/" + checklist);
    }

    /** The tag of one item of this deployment. */
    public String itemTag(String item) {
        return ITEM + deployment + "/" + item;
    }

    /** The tag of one control as checked in this deployment. */
    public String controlTag(String control) {
        return "control/" + deployment + "/" + control;
    }

    /** The subject of every entry that has a deployment's {@linkplain #itemTag tag of an item}; empty for any other tag. */
    public static Optional<String> subjectOf(String tag) {
        int end = tag.startsWith(ITEM) ? tag.indexOf('/', ITEM.length()) : -1;
        return end < 0 ? Optional.empty() : Optional.of("deployment/" + tag.substring(ITEM.length(), end));
    }
}
