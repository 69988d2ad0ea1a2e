/**
 * The sealed event store: Axon's storage engine on PostgreSQL. {@link io.countersign.command.store.Appender} drains all waiting appends into one
 * batch; {@link io.countersign.command.store.Sealer} gives it positions, chain, stream indexes, tiles and a signed checkpoint; one statement of
 * {@link io.countersign.command.store.CommitTable} stores it whole or not at all. Only {@link io.countersign.command.store.LedgerEventStorageEngine}
 * and what it hands over know Axon's internal types.
 */
@NullMarked
package io.countersign.command.store;

import org.jspecify.annotations.NullMarked;
