package io.countersign.local;

import org.jspecify.annotations.Nullable;

/** A local part cannot start, stop or go on; the message is a sentence for a person: what is wrong and what to do about it. */
public final class LocalFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public LocalFault(String message) {
        super(message);
    }

    public LocalFault(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
