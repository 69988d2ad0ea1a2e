package io.countersign.query.checklists;

import io.countersign.query.answer.Cursor;
import io.countersign.query.answer.Cut;
import io.countersign.query.answer.Paged;
import io.countersign.query.answer.Problem;
import io.countersign.query.answer.Reads.Asked;
import io.countersign.query.answer.Snapshot;
import io.countersign.query.disclosures.Answers;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** The checklists that were imported. */
@RestController
@RequestMapping("/api/v1/checklists")
class ChecklistController {

    private final Answers answers;
    private final ChecklistsView view;
    private final Definitions definitions;

    ChecklistController(Answers answers, ChecklistsView view, Definitions definitions) {
        this.answers = answers;
        this.view = view;
        this.definitions = definitions;
    }

    @GetMapping
    JsonNode list(@RequestParam @Nullable String asOf, @RequestParam @Nullable Long atLeast,
            @RequestParam @Nullable String cursor, @RequestParam @Nullable Integer limit) {
        Cursor from = Cursor.parse(cursor);
        return answers.answer(Cursor.asked(from, new Asked(asOf, atLeast)), s -> list(s, from, Cursor.limit(limit)));
    }

    private Paged<ChecklistAnswer> list(Snapshot s, @Nullable Cursor cursor, int limit) {
        List<ChecklistsView.Row> rows = view.latest(s.position(), cursor == null ? "" : cursor.after(), limit + 1);
        Cut<ChecklistsView.Row> page = Cut.of(rows, limit, Cursor.moment(cursor, s), ChecklistsView.Row::checklist);
        return new Paged<>(page.rows().stream().map(r -> answer(r, s, null)).toList(), s.position(), s.checkpoint(),
                page.next());
    }

    @GetMapping("/{id}")
    JsonNode show(@PathVariable String id, @RequestParam @Nullable Integer version, @RequestParam @Nullable String asOf,
            @RequestParam @Nullable Long atLeast) {
        return answers.answer(new Asked(asOf, atLeast), s -> view.find(id, version, s.position())
                .map(row -> answer(row, s, s))
                .orElseThrow(() -> Problem.unknown("checklist", "There is no checklist " + id
                        + (version == null ? "" : " in version " + version) + ".", view.ids(s.position()))));
    }

    private ChecklistAnswer answer(ChecklistsView.Row row, Snapshot s, @Nullable Snapshot whole) {
        return ChecklistAnswer.of(definitions.get(row.checklist(), row.version(), row.profile()), row,
                view.versions(row.checklist(), s.position()), whole);
    }
}
