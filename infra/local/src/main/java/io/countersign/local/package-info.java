/**
 * The real parts that Countersign stands on, startable on one machine without Docker: {@link LocalPostgres}, {@link LocalKafka}
 * and {@link LocalIssuer} (OpenID). {@code up} runs them on a persistent directory; tests take them from {@link TestParts}.
 *
 * <p>
 * PostgreSQL and Kafka are processes of their own ({@link Child}) that die with the JVM which started them, whatever ends it.
 * Everything listens on 127.0.0.1 only, and every part starts again on its directory after {@code kill -9}.
 */
@NullMarked
package io.countersign.local;

import org.jspecify.annotations.NullMarked;
