package io.countersign.command.store;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Events that wait to be sealed together, and what must not have happened meanwhile.
 *
 * @param unless an entry meant by this at or after {@code since} makes the append be rejected; null: none does
 * @param since size of the log through which the decision knew everything
 * @param sealed completed with the position of the first event, off the appender's thread
 */
record Append(List<Sealable> events, @Nullable Selection unless, long since, CompletableFuture<Long> sealed) {

    /** Something sealed in the meantime concerns the decision: it must be taken again. */
    static final class Rejected extends RuntimeException {
        Rejected() {
            super("an entry that the decision did not know was sealed meanwhile", null, false, false);
        }
    }
}
