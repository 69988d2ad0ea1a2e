/**
 * The way in: entries arrive from Kafka, pass the gate one by one, and are mirrored only once a checkpoint signed by the log covers them and its
 * root equals the one computed here. Mirror, views and the position reached change in one transaction. A fault stops the intake until an
 * operator starts it again; health says at which position.
 */
@NullMarked
package io.countersign.query.intake;

import org.jspecify.annotations.NullMarked;
