package io.countersign.query.controls;

import io.countersign.query.answer.Cursor;
import io.countersign.query.answer.Cut;
import io.countersign.query.answer.Moment;
import io.countersign.query.answer.Named;
import io.countersign.query.answer.Paged;
import io.countersign.query.answer.Period;
import io.countersign.query.answer.Problem;
import io.countersign.query.answer.Reads.Asked;
import io.countersign.query.answer.Snapshot;
import io.countersign.query.controls.ControlHistoryView.Filter;
import io.countersign.query.disclosures.Answers;
import io.countersign.query.intake.Mirror;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** The history of a control, the latest first, over all deployments or those of one system and environment. */
@RestController
class ControlHistoryController {

    private static final Pattern CONTROL = Pattern.compile("[a-z0-9][a-z0-9.-]{0,63}");

    private static final List<String> OUTCOMES = List.of("pass", "fail", "inconclusive", "waived", "revoked",
            "implemented",
            "not-implemented");

    private final Answers answers;
    private final ControlHistoryView view;
    private final Mirror mirror;

    ControlHistoryController(Answers answers, ControlHistoryView view, Mirror mirror) {
        this.answers = answers;
        this.view = view;
        this.mirror = mirror;
    }

    @GetMapping("/api/v1/controls/{id}/checks")
    JsonNode checks(@PathVariable String id, @RequestParam @Nullable String system,
            @RequestParam @Nullable String environment, @RequestParam @Nullable String outcome,
            @RequestParam @Nullable String from,
            @RequestParam @Nullable String to, @RequestParam @Nullable String asOf,
            @RequestParam @Nullable Long atLeast, @RequestParam @Nullable String cursor,
            @RequestParam @Nullable Integer limit) {
        if (!CONTROL.matcher(id).matches()) {
            throw Problem.invalid("id", "A control's id is a name such as hipaa.audit-logging, not \"" + id + "\".");
        }
        Filter filter = new Filter(id, Named.name("system", system),
                Named.name("environment", environment), outcome(outcome), Period.asked(from, to));
        Cursor start = Cursor.parse(cursor);
        return answers.answer(Cursor.asked(start, new Asked(asOf, atLeast)),
                s -> page(filter, s, start, Cursor.limit(limit)));
    }

    private static @Nullable String outcome(@Nullable String asked) {
        if (asked != null && !OUTCOMES.contains(asked)) {
            throw Problem.invalid("outcome", "An outcome is one of " + String.join(", ", OUTCOMES) + ".");
        }
        return asked;
    }

    private Paged<HistoryLine> page(Filter filter, Snapshot s, @Nullable Cursor cursor, int limit) {
        Moment at = Cursor.moment(cursor, s);
        long before = cursor == null ? Long.MAX_VALUE : cursor.afterNumber();
        List<Long> found = view.positions(filter, at.position(), before, limit + 1);
        Cut<Long> page = Cut.of(found, limit, at, position -> position);
        List<HistoryLine> lines = mirror.at(page.rows()).stream().map(HistoryLine::of).toList();
        return new Paged<>(lines.reversed(), at.position(), s.checkpoint(), page.next());
    }
}
