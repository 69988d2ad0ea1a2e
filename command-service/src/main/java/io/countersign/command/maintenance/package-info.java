/**
 * Recurring maintenance of a system in an environment. {@code Obligations} says what begins and ends when a deployment goes live; {@code MaintenanceDecision}
 * what completing, setting aside and retiring come to; {@code MissQuestion} what was missed, which {@code Upkeep} asks when the timetable wakes it.
 */
@NullMarked
package io.countersign.command.maintenance;

import org.jspecify.annotations.NullMarked;
