package io.countersign.command.publication;

import java.util.Locale;

/** Whether enough witnesses have cosigned. */
public enum Quorum {
    /** As many as the policy asks for. */
    MET,
    /** Fewer. */
    UNMET,
    /** The policy asks for none, or there is no policy. */
    NONE;

    /** As JSON and the database have it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
