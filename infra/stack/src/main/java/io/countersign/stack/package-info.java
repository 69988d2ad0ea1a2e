/**
 * {@code countersign up}: everything on one machine, in one go. {@link Up} is the command; {@link LocalStack} starts the parts and the
 * services side by side and hands what runs to {@link Running}, which notices who dies and stops the rest in order.
 *
 * <p>
 * Four JVMs beside PostgreSQL: this one (with the issuer and the timestamp authority), the Kafka broker, command-service, query-service. A failure is one
 * sentence for a person ({@link io.countersign.local.LocalFault}) and exit status 1, with nothing left running.
 */
@NullMarked
package io.countersign.stack;

import org.jspecify.annotations.NullMarked;
