/** The way back, step by step. */
@NullMarked
package io.countersign.command.rollback;

import org.jspecify.annotations.NullMarked;
