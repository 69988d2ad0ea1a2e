package io.countersign.query.contacts;

import io.countersign.events.ContactEvents;
import io.countersign.query.answer.Named;
import io.countersign.query.answer.Paged;
import io.countersign.query.answer.Problem;
import io.countersign.query.answer.Reads.Asked;
import io.countersign.query.answer.Snapshot;
import io.countersign.query.disclosures.Answers;
import io.countersign.query.intake.Mirror;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Contacts of a system in an environment. Those of a deployment, with the roles that its profile asks for, are part of the deployment. */
@RestController
class ContactController {

    private final Answers answers;
    private final Mirror mirror;

    ContactController(Answers answers, Mirror mirror) {
        this.answers = answers;
        this.mirror = mirror;
    }

    @GetMapping("/api/v1/contacts")
    JsonNode list(@RequestParam @Nullable String system, @RequestParam @Nullable String environment,
            @RequestParam @Nullable String asOf, @RequestParam @Nullable Long atLeast) {
        String named = required("system", Named.name("system", system));
        String where = required("environment", Named.name("environment", environment));
        return answers.answer(new Asked(asOf, atLeast), s -> page(named, where, s));
    }

    private static String required(String member, @Nullable String value) {
        if (value == null) {
            throw Problem.invalid("parameter-present", member,
                    "Contacts are those of a system in an environment; name both.");
        }
        return value;
    }

    private Paged<Contact> page(String system, String environment, Snapshot s) {
        long position = s.moment().position();
        List<Contact> contacts = Contact.of(List.of(),
                mirror.ofStream(ContactEvents.subject(system, environment), position));
        return new Paged<>(contacts, position, s.checkpoint(), null);
    }
}
