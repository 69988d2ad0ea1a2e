package io.countersign.query.intake;

import java.util.List;

/**
 * A view kept up to date from the log's entries. Its tables live in the schema {@code views_<n>} that is first on the search path whenever it is
 * called; the caller holds the transaction. Every row carries {@code [from_position, to_position)}, so that it can be asked as of any position.
 */
public interface Projection {

    /** SQL that makes its tables, without naming a schema. */
    String tables();

    /** Takes the next entries, in order. */
    void apply(List<Verified> batch);
}
