/** Settle, fail and reopen items; take waivers back. */
@NullMarked
package io.countersign.cli.item;

import org.jspecify.annotations.NullMarked;
