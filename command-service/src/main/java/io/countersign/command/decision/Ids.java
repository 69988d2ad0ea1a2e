package io.countersign.command.decision;

import java.time.InstantSource;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** Gives new ids. A decision is handed one, so that it stays a function of what it is given. */
@FunctionalInterface
public interface Ids {

    UUID next();

    /** UUIDs of version 7 (RFC 9562): milliseconds since 1970 in the first 48 bits, so that later ones sort after earlier ones; the rest random. */
    static Ids timeOrdered(InstantSource clock, RandomGenerator random) {
        return () -> {
            long high = clock.millis() << 16 | 0x7000 | random.nextInt(1 << 12);
            long low = random.nextLong() >>> 2 | 1L << 63;
            return new UUID(high, low);
        };
    }
}
