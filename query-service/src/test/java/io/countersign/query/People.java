package io.countersign.query;

import io.countersign.events.IdentityEvents.PersonIntroduced;

/** Who acts in tests. */
public final class People {

    public static final String DEVELOPER = "person/00000000-0000-7000-8000-000000000001";
    public static final String SECURITY = "person/00000000-0000-7000-8000-000000000002";

    private People() {}

    public static PersonIntroduced introduced(SealedLog log, String person, String name) {
        return new PersonIntroduced(person, "identity-" + person.substring(person.length() - 4), "user",
                log.secret("issuer", "https://issuer.test"),
                log.secret("subject", name), log.secret("name", name));
    }
}
