package io.countersign.events.state;

import java.util.Locale;

/** The state of an item. Completed, not applicable and waived are settled. */
public enum ItemState {
    OPEN, COMPLETED, FAILED, NOT_APPLICABLE, WAIVED;

    /** The name used in JSON and by people. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public boolean settled() {
        return this == COMPLETED || this == NOT_APPLICABLE || this == WAIVED;
    }
}
