package io.countersign.events.state;

import java.util.Locale;

/** Where a deployment stands in its life. */
public enum Phase {
    OPEN, LIVE, ROLLING_BACK, ROLLED_BACK, CLOSED, ABANDONED;

    /** The name used in JSON and by people. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public boolean ended() {
        return this == CLOSED || this == ABANDONED;
    }

    public boolean inRollback() {
        return this == ROLLING_BACK || this == ROLLED_BACK;
    }
}
