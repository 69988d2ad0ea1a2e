package io.countersign.command.continuity;

import io.countersign.ledger.hash.Digest;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Someone outside the ledger's database who remembers how far the log had come. */
public interface Memory {

    /**
     * What was seen of the log.
     *
     * @param size entries the log must have at least
     * @param last leaf hash of the last of them; null when that is not known
     */
    record Seen(long size, @Nullable Digest last) {}

    /** As people call it, such as {@code the topic countersign.entries}. */
    String name();

    /**
     * Answers within seconds.
     *
     * @return empty when it has seen nothing of any log
     * @throws IOException when it does not answer now
     */
    Optional<Seen> seen() throws IOException, InterruptedException;
}
