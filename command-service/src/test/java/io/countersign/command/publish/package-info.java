/** Tests of publication on a real Kafka broker. */
@NullMarked
package io.countersign.command.publish;

import org.jspecify.annotations.NullMarked;
