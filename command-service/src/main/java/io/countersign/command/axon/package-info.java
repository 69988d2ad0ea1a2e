/**
 * Axon Framework 5, wired by hand. Every command is one message, {@link io.countersign.command.axon.Asked}, and has one handler: it sources exactly
 * the events the question looks at (by tag and type), lets it decide, and appends what it decided under one append condition. Axon's event
 * processors, event gateway and token stores are not used.
 */
@NullMarked
package io.countersign.command.axon;

import org.jspecify.annotations.NullMarked;
