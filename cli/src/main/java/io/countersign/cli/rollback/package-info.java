/** Roll back: declare or decline, step by step, verify. */
@NullMarked
package io.countersign.cli.rollback;

import org.jspecify.annotations.NullMarked;
