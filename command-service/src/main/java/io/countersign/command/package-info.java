/**
 * The command service: decides, seals, publishes, and serves the log it has sealed. This package is where it is put together; each feature has one
 * below, the store and the edge theirs.
 */
@NullMarked
package io.countersign.command;

import org.jspecify.annotations.NullMarked;
