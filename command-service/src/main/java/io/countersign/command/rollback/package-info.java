/** The way back: declaring or declining a rollback, verifying it, and what follows from it. Never gated. Its steps are in {@code procedure}. */
@NullMarked
package io.countersign.command.rollback;

import org.jspecify.annotations.NullMarked;
