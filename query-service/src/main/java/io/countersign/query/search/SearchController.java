package io.countersign.query.search;

import io.countersign.query.answer.Cursor;
import io.countersign.query.answer.Cut;
import io.countersign.query.answer.Moment;
import io.countersign.query.answer.Named;
import io.countersign.query.answer.Period;
import io.countersign.query.answer.Problem;
import io.countersign.query.answer.Reads.Asked;
import io.countersign.query.answer.Snapshot;
import io.countersign.query.disclosures.Answers;
import io.countersign.query.disclosures.Disclosures;
import io.countersign.query.search.SearchView.After;
import io.countersign.query.search.SearchView.Placed;
import io.countersign.query.words.Words;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Searches deployments, items, people and what was said, by words. */
@RestController
class SearchController {

    private static final List<String> KINDS = List.of("deployment", "item", "person", "text");

    /** @param complete false when what was said lately could not be had from command-service, and was not searched */
    record Found(List<Hit> items, long position, @Nullable String checkpoint, @Nullable String next,
            boolean complete) {}

    private final Answers answers;
    private final Disclosures disclosures;
    private final SearchView view;

    SearchController(Answers answers, Disclosures disclosures, SearchView view) {
        this.answers = answers;
        this.disclosures = disclosures;
        this.view = view;
    }

    /**
     * @param q words, of which all must be there, the last one also as a beginning; {@code "words in a row"}, {@code or} and {@code -word} as web
     *     searches have them
     * @param system of this one, as {@code environment}: hits of checklists and people are of none
     * @param from when the entry was sealed; of an item its deployment's opening
     */
    @GetMapping("/api/v1/search")
    JsonNode search(@RequestParam String q, @RequestParam @Nullable String kind,
            @RequestParam @Nullable String deployment, @RequestParam @Nullable String system,
            @RequestParam @Nullable String environment, @RequestParam @Nullable String from,
            @RequestParam @Nullable String to, @RequestParam @Nullable String asOf,
            @RequestParam @Nullable Long atLeast, @RequestParam @Nullable String cursor,
            @RequestParam @Nullable Integer limit) {
        if (kind != null && !KINDS.contains(kind)) {
            throw Problem.invalid("kind", "kind is one of " + String.join(", ", KINDS) + ", not \"" + kind + "\".");
        }
        if (deployment != null && !deployment.matches("[0-9A-Za-z-]{1,64}")) {
            throw Problem.invalid("deployment", "deployment is the id of one, not \"" + deployment + "\".");
        }
        var asked = new SearchView.Asked(Words.asked("q", q), Words.goesOn(q), kind, deployment,
                Named.name("system", system), Named.name("environment", environment), Period.asked(from, to));
        Cursor start = Cursor.parse(cursor);
        int most = Cursor.limit(limit);
        boolean complete = disclosures.complete();
        return answers.answer(Cursor.asked(start, new Asked(asOf, atLeast)),
                s -> page(asked, s, start, most, complete));
    }

    private Found page(SearchView.Asked asked, Snapshot s, @Nullable Cursor cursor, int limit, boolean complete) {
        Moment at = Cursor.moment(cursor, s);
        List<Placed> found = view.find(asked, at.position(), after(cursor), limit + 1);
        Cut<Placed> page = Cut.of(found, limit, at, p -> text(p.place()));
        return new Found(page.rows().stream().map(Placed::hit).toList(), at.position(), s.checkpoint(), page.next(),
                complete);
    }

    private static String text(After place) {
        return place.position() + " " + place.kind() + " " + place.key();
    }

    private static After after(@Nullable Cursor cursor) {
        if (cursor == null) {
            return After.NOTHING;
        }
        String[] parts = cursor.after().split(" ", 3);
        if (parts.length != 3 || !parts[0].matches("[0-9]{1,18}")) {
            throw Problem.invalid("cursor", "The cursor is none that this service gave out for this list.");
        }
        return new After(Long.parseLong(parts[0]), parts[1], parts[2]);
    }
}
