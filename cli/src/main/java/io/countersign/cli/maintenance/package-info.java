/** Recurring maintenance of systems: what is due, what was done and what was missed. */
@NullMarked
package io.countersign.cli.maintenance;

import org.jspecify.annotations.NullMarked;
