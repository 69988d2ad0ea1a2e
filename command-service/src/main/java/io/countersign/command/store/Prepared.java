package io.countersign.command.store;

import io.countersign.command.store.Sealer.Batch;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of preparing appends on top of a head. Who was rejected is told so only when the rest is stored, as it may be the reason.
 *
 * @param batch the accepted ones, sealed; null when none was accepted
 */
record Prepared(List<Append> accepted, List<Append> rejected, @Nullable Batch batch) {

    static final Prepared NOTHING = new Prepared(List.of(), List.of(), null);
}
