package io.countersign.cli.session;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Which part of a long list. */
public final class Page {

    /** As many as a service gives at once. */
    public static final int MOST = 1000;

    @Option(names = "--limit", paramLabel = "N", description = "At most so many, up to 1000.")
    private @Nullable Integer limit;

    @Option(names = "--cursor", paramLabel = "CURSOR", description = "What follows an earlier page: its 'next'.")
    private @Nullable String cursor;

    public Address to(Address address) {
        return address.with("limit", limit == null ? null : limit.toString()).with("cursor", cursor);
    }

    /** @param otherwise how many, unless it was said */
    public Address to(Address address, int otherwise) {
        return address.with("limit", Integer.toString(limit == null ? otherwise : limit)).with("cursor", cursor);
    }

    /** A line that says how to get what follows; empty at the end of the list. */
    public static String more(JsonNode list) {
        return Json.maybe(list, "next").map(next -> "\nmore: --cursor " + next).orElse("");
    }
}
