package io.countersign.ledger.timestamp;

import java.time.Duration;
import java.time.Instant;

/**
 * What a checked token says: the bytes it is about existed at a time, by the word of an authority.
 *
 * @param time      when the token was made, as the authority's clock had it
 * @param accuracy  how far that clock may be off, either way; a second where the token does not say, as its time may be cut to whole seconds
 * @param authority subject of the certificate that signed
 */
public record Timestamp(Instant time, Duration accuracy, String authority) {

    /** The bytes existed no later than this. */
    public Instant latest() {
        return time.plus(accuracy);
    }
}
