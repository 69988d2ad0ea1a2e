/**
 * The service that answers: it takes entries from Kafka, verifies every one, mirrors and projects them, and serves what they add up to. Here
 * stand only its start, its settings and its wiring; each feature has a package of its own.
 */
@NullMarked
package io.countersign.query;

import org.jspecify.annotations.NullMarked;
