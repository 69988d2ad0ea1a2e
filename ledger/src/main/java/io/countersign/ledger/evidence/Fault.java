package io.countersign.ledger.evidence;

import org.jspecify.annotations.Nullable;

/**
 * The first thing that is not as it must be.
 *
 * @param position of the entry concerned, or null if none is
 * @param file     of the pack, or path within the log, or null
 * @param what     was compared
 * @param expected what should have stood there
 * @param found    what stands there instead
 */
public record Fault(@Nullable Long position, @Nullable String file, String what, String expected, String found) {

    @Override
    public String toString() {
        StringBuilder out = new StringBuilder();
        if (position != null) {
            out.append("entry ").append(position).append(", ");
        }
        if (file != null) {
            out.append(file).append(": ");
        }
        return out.append(what).append(": expected ").append(expected).append(", found ").append(found).toString();
    }
}
