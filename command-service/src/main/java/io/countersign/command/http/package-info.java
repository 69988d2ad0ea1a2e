/**
 * The edge: who asks, what may be read of a request's body, and how an outcome is answered. A controller takes a
 * {@link io.countersign.command.http.Writes.Request} and its body, puts the question to {@link io.countersign.command.http.Writes}, and returns what
 * that answers. Every fault is an RFC 9457 problem.
 */
@NullMarked
package io.countersign.command.http;

import org.jspecify.annotations.NullMarked;
