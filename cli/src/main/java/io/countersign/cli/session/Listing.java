package io.countersign.cli.session;

import picocli.CommandLine.Mixin;
import tools.jackson.databind.JsonNode;

/** What a list is narrowed to, as of when, and which part of it: the options that lists have alike. */
public final class Listing {

    @Mixin
    private Within within = new Within();

    @Mixin
    private AsOf asOf = new AsOf();

    @Mixin
    private Page page = new Page();

    /** The page of query-service's list that was asked for. */
    public JsonNode get(Address address, Session session) {
        return session.query().get(asOf.to(page.to(within.to(address)), session));
    }
}
