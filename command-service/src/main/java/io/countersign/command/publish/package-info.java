/** Fan-out: every entry, byte for byte and in order, to one partition of one Kafka topic. The only place of this service that knows Kafka. */
@NullMarked
package io.countersign.command.publish;

import org.jspecify.annotations.NullMarked;
