package io.countersign.cli.session;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The moment a question is about. */
public final class AsOf {

    @Option(names = "--as-of", paramLabel = "TIME|POSITION", description = "As it was then: an instant such as 2026-11-22T21:30:00Z, or a position of the ledger.")
    private @Nullable String moment;

    public @Nullable String moment() {
        return moment;
    }

    /** Adds what makes the answer stand on that moment, or without one on everything written before this question. */
    public Address to(Address address, Session session) {
        return address.with("asOf", moment).with("atLeast", session.atLeast(moment));
    }
}
