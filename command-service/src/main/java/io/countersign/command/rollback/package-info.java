/** The way back: declaring or declining a rollback, recording its numbered steps in order, verifying it. Never gated. */
@NullMarked
package io.countersign.command.rollback;

import org.jspecify.annotations.NullMarked;
