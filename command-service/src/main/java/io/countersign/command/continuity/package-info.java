/**
 * A log that was restored to an earlier state must not go on: what it would seal next stands elsewhere already, as something else. So whoever remembers
 * how far the log had come (the topic, witnesses) is asked at the start and from time to time, and while one of them remembers more than the log holds,
 * nothing is appended.
 */
@NullMarked
package io.countersign.command.continuity;

import org.jspecify.annotations.NullMarked;
