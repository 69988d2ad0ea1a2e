/**
 * What every decision speaks: who asks, what was accepted, what was refused and by which rule. Pure values; the features' decisions are functions
 * from what the events add up to, the request, the caller and an instant to a {@link io.countersign.command.decision.Decision}.
 */
@NullMarked
package io.countersign.command.decision;

import org.jspecify.annotations.NullMarked;
