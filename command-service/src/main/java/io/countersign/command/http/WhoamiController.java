package io.countersign.command.http;

import io.countersign.command.axon.People;
import io.countersign.command.identity.Bearer;
import io.countersign.command.identity.Identities;
import io.swagger.v3.oas.annotations.Parameter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /api/v1/whoami}: what the caller's token says, and who they are to the log. */
@RestController
final class WhoamiController {

    private final Identities identities;
    private final People people;

    WhoamiController(Identities identities, People people) {
        this.identities = identities;
        this.people = people;
    }

    /** @param person null until the log has met them, with their first entry */
    record Whoami(@Nullable String person, String subject, String name, String kind, List<String> roles,
            String issuer) {}

    @GetMapping("/api/v1/whoami")
    Whoami whoami(@Parameter(hidden = true) Bearer bearer) {
        return new Whoami(people.person(identities.identity(bearer.issuer(), bearer.subject())).orElse(null),
                bearer.subject(), bearer.name(), bearer.kind().name().toLowerCase(Locale.ROOT),
                bearer.roles().stream().sorted().toList(), bearer.issuer());
    }
}
