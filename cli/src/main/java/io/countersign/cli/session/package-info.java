/**
 * What every command stands on: the options all of them take, the local stack's {@code stack.json}, the two services over HTTP with repeats
 * under one idempotency key, and failures with their exit codes.
 */
@NullMarked
package io.countersign.cli.session;

import org.jspecify.annotations.NullMarked;
