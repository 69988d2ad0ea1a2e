/**
 * The items of a deployment's checklist: completing, failing, reopening, setting aside as not applicable, waiving. Requests are the HTTP bodies;
 * {@code ItemDecision} says what each comes to, {@code ItemRules} names every rule it may break.
 */
@NullMarked
package io.countersign.command.item;

import org.jspecify.annotations.NullMarked;
