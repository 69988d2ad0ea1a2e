/**
 * Sign-offs: people in a role declare a meaning over exactly what was on the screen. {@code SignRules} names every rule, separation of duties
 * first; {@link io.countersign.command.signoff.Lapses} says which sign-offs end with a change, and is what other features may call.
 */
@NullMarked
package io.countersign.command.signoff;

import org.jspecify.annotations.NullMarked;
