package io.countersign.command.store;

import org.jspecify.annotations.Nullable;

/** The log cannot be read or appended to now; trying again later may help. */
public final class StoreUnavailable extends RuntimeException {

    public StoreUnavailable(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
