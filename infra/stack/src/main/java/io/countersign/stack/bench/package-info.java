/**
 * {@code countersign bench}: how fast the ledger is on this machine, each measure beside a yardstick that does the same without being a ledger.
 * {@link io.countersign.stack.bench.Node} is command-service's engine in this JVM, {@link io.countersign.stack.bench.Yardsticks} what it is held
 * against. Measures and yardsticks take turns, so that whatever else the machine does meets both.
 */
@NullMarked
package io.countersign.stack.bench;

import org.jspecify.annotations.NullMarked;
