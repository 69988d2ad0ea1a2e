/**
 * Steps of procedures, of a rollback and of any other that the profile names: in order, with the commands that were run, their exit codes, how long they
 * took and the digests of what they printed.
 */
@NullMarked
package io.countersign.command.procedure;

import org.jspecify.annotations.NullMarked;
