package io.countersign.query.disclosures;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.countersign.events.DeploymentEvent;
import io.countersign.events.LedgerEvent;
import io.countersign.events.Redactable;
import io.countersign.ledger.disclosure.Disclosure;
import io.countersign.query.answer.NameOf;
import io.countersign.query.answer.Person;
import io.countersign.query.people.PeopleView;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.POJONode;

/**
 * Joins disclosures into an answer: a {@link Redactable} becomes what it says, or {@code {"digest", "withheld": true}}, with the
 * position of the entry that {@code erased} it if one did, and a {@link Person} gets a name. In two steps, since names are read in the answer's snapshot and disclosures may have to be pulled outside it.
 */
@Component
class Disclosing {

    /** An answer whose redactable values still are what they were in memory. */
    record Closed(JsonNode tree, Map<String, Redactable> names, Set<String> digests) {}

    /** @param erased positions of the entries by which digests were erased */
    record Disclosed(Map<String, Disclosure> found, Map<String, Long> erased) {}

    private final JsonMapper json;
    private final PeopleView people;

    Disclosing(JsonMapper json, PeopleView people) {
        SimpleModule embedding = new SimpleModule().addSerializer(Redactable.class, new Embedded<>())
                .addSerializer(Person.class, new Embedded<>()).addSerializer(NameOf.class, new Embedded<>());
        this.json = json.rebuild().addModule(embedding).addMixIn(DeploymentEvent.class, WithoutScope.class)
                .addMixIn(LedgerEvent.class, WhatItSays.class).build();
        this.people = people;
    }

    /** First step, within the snapshot the answer was made from. */
    Closed close(Object answer) {
        JsonNode tree = json.valueToTree(answer);
        Set<String> persons = new HashSet<>();
        Set<String> digests = new HashSet<>();
        collect(tree, persons, digests);
        Map<String, Redactable> names = people.names(persons);
        names.values().forEach(name -> digests.add(name.digest()));
        return new Closed(tree, names, digests);
    }

    /** Second step, with what could be found. */
    JsonNode disclose(Closed answer, Disclosed disclosed) {
        return disclose(answer.tree(), answer.names(), disclosed);
    }

    private static void collect(JsonNode node, Set<String> persons, Set<String> digests) {
        if (node instanceof POJONode pojo) {
            switch (pojo.getPojo()) {
                case Redactable r -> digests.add(r.digest());
                case Person p -> persons.add(p.person());
                case NameOf n -> persons.add(n.person());
                default -> throw new IllegalStateException("nothing else is embedded: " + pojo);
            }
        } else {
            node.forEach(child -> collect(child, persons, digests));
        }
    }

    private JsonNode disclose(JsonNode node, Map<String, Redactable> names, Disclosed disclosed) {
        switch (node) {
            case POJONode pojo -> {
                return switch (pojo.getPojo()) {
                    case Redactable r -> text(r, disclosed);
                    case Person p -> json.createObjectNode().put("person", p.person()).set("name",
                            name(p.person(), names, disclosed));
                    case NameOf n -> name(n.person(), names, disclosed);
                    default -> throw new IllegalStateException("nothing else is embedded: " + pojo);
                };
            }
            case ObjectNode object -> {
                Map<String, JsonNode> members = new LinkedHashMap<>();
                object.properties().forEach(m -> members.put(m.getKey(), disclose(m.getValue(), names, disclosed)));
                object.setAll(members);
            }
            case ArrayNode array -> {
                for (int i = 0; i < array.size(); i++) {
                    array.set(i, disclose(array.get(i), names, disclosed));
                }
            }
            default -> {
            }
        }
        return node;
    }

    private JsonNode name(String person, Map<String, Redactable> names, Disclosed disclosed) {
        Redactable name = names.get(person);
        return name == null ? json.getNodeFactory().nullNode() : text(name, disclosed);
    }

    private JsonNode text(Redactable redactable, Disclosed disclosed) {
        Disclosure disclosure = disclosed.found().get(redactable.digest());
        if (disclosure != null) {
            return json.getNodeFactory().stringNode(disclosure.value());
        }
        ObjectNode withheld = json.createObjectNode().put("digest", redactable.digest()).put("withheld", true);
        Long erased = disclosed.erased().get(redactable.digest());
        return erased == null ? withheld : withheld.put("erased", erased);
    }

    /** Keeps the value itself in the tree. */
    private static final class Embedded<T> extends ValueSerializer<T> {

        @Override
        public void serialize(T value, JsonGenerator out, SerializationContext context) {
            out.writeEmbeddedObject(value);
        }
    }

    /** An event shown in its deployment's own answer need not repeat where it belongs. */
    @JsonIgnoreProperties("scope")
    private interface WithoutScope {}

    /** An event is shown as it was sealed: empty members left out. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    private interface WhatItSays {}
}
