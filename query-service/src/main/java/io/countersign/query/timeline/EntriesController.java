package io.countersign.query.timeline;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.countersign.events.EventCatalog;
import io.countersign.query.answer.Cursor;
import io.countersign.query.answer.Cut;
import io.countersign.query.answer.Moment;
import io.countersign.query.answer.Paged;
import io.countersign.query.answer.Problem;
import io.countersign.query.answer.Reads.Asked;
import io.countersign.query.answer.Snapshot;
import io.countersign.query.disclosures.Answers;
import io.countersign.query.intake.Mirror;
import io.countersign.query.intake.Verified;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/**
 * Entries of all deployments, latest first, by the populations they are counted in: every refusal is {@code of=type/action-refused}, those of a system
 * {@code of=type/action-refused&of=system/claims}.
 */
@RestController
class EntriesController {

    private static final int MOST = 6;
    private static final Pattern POPULATION = Pattern
            .compile("(deployment|system|environment|checklist|person|type)/([A-Za-z0-9][A-Za-z0-9._-]{0,99})");

    /** @param subject what the entry is about, such as {@code deployment/0198…} */
    record Line(String subject, @JsonUnwrapped TimelineLine line) {}

    private final Answers answers;
    private final Mirror mirror;

    EntriesController(Answers answers, Mirror mirror) {
        this.answers = answers;
        this.mirror = mirror;
    }

    /** @param of populations, of which an entry is in each; none for the whole log */
    @GetMapping("/api/v1/entries")
    JsonNode entries(@RequestParam @Nullable List<String> of, @RequestParam @Nullable String asOf,
            @RequestParam @Nullable Long atLeast, @RequestParam @Nullable String cursor,
            @RequestParam @Nullable Integer limit) {
        List<String> streams = of == null ? List.of() : of.stream().map(EntriesController::stream).distinct().toList();
        if (streams.size() > MOST) {
            throw Problem.invalid("of", "of names at most " + MOST + " populations.");
        }
        Cursor from = Cursor.parse(cursor);
        int most = Cursor.limit(limit);
        return answers.answer(Cursor.asked(from, new Asked(asOf, atLeast)), s -> page(streams, s, from, most));
    }

    private Paged<Line> page(List<String> streams, Snapshot s, @Nullable Cursor cursor, int limit) {
        Moment at = Cursor.moment(cursor, s);
        long through = cursor == null ? at.position() : cursor.afterNumber() - 1;
        List<Verified> found = mirror.latest(streams, through, limit + 1);
        Cut<Verified> page = Cut.of(found, limit, at, Verified::position);
        return new Paged<>(page.rows().stream().map(v -> new Line(v.entry().subject(), TimelineLine.of(v))).toList(),
                at.position(), s.checkpoint(), page.next());
    }

    /** A type may be named by its middle word alone. */
    private static String stream(String population) {
        Matcher shape = POPULATION.matcher(population);
        if (!shape.matches()) {
            throw Problem.invalid("of", "of is a population such as system/claims, environment/production, "
                    + "person/<uuid> or type/action-refused, not \"" + population + "\".");
        }
        return shape.group(1).equals("type") ? "type/" + type(shape.group(2)) : population;
    }

    private static String type(String word) {
        return EventCatalog.events().stream().map(EventCatalog::typeOf)
                .filter(type -> type.equals(word) || TimelineLine.word(type).equals(word)).findFirst()
                .orElseThrow(() -> Problem.invalid("of", "No entry is of the type \"" + word + "\"."));
    }
}
