/**
 * What the events of one deployment add up to: pure folds and pure questions, shared by the service that decides and the service that answers,
 * so that a decision and an answer can never differ. Nothing here reads a clock or a store: instants and events are handed in.
 */
@NullMarked
package io.countersign.events.state;

import org.jspecify.annotations.NullMarked;
