package io.countersign.cli.session;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The moment a question is about. */
public final class AsOf {

    @Option(names = "--as-of", paramLabel = "TIME|POSITION", description = "As it was then: an instant such as 2026-11-22T21:30:00Z, a date, or a position of the ledger.")
    private @Nullable String moment;

    /** Adds what makes the answer stand on that moment, or without one on everything written before this question. */
    public Address to(Address address, Session session) {
        String asked = Moments.positionOrInstant("--as-of", moment);
        return address.with("asOf", asked).with("atLeast", session.atLeast(asked));
    }
}
