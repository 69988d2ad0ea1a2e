package io.countersign.query.maintenance;

import io.countersign.events.ChecklistEvents.SectionRule;
import io.countersign.events.state.Obligation.Outcome;
import io.countersign.events.state.Standing;
import io.countersign.query.answer.Cursor;
import io.countersign.query.answer.Cut;
import io.countersign.query.answer.Moment;
import io.countersign.query.answer.Named;
import io.countersign.query.answer.Paged;
import io.countersign.query.answer.Period;
import io.countersign.query.answer.Problem;
import io.countersign.query.answer.Reads.Asked;
import io.countersign.query.answer.Snapshot;
import io.countersign.query.disclosures.Answers;
import io.countersign.query.intake.Mirror;
import io.countersign.query.intake.Verified;
import io.countersign.query.maintenance.MaintenanceView.Filter;
import io.countersign.query.maintenance.MaintenanceView.Past;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Obligations as of any moment, and everything recorded of them. */
@RestController
@RequestMapping("/api/v1/obligations")
class MaintenanceController {

    private final Answers answers;
    private final MaintenanceView view;
    private final Mirror mirror;

    MaintenanceController(Answers answers, MaintenanceView view, Mirror mirror) {
        this.answers = answers;
        this.view = view;
        this.mirror = mirror;
    }

    @GetMapping
    JsonNode list(@RequestParam @Nullable String system, @RequestParam @Nullable String environment,
            @RequestParam @Nullable String obligation, @RequestParam @Nullable String state,
            @RequestParam @Nullable String every, @RequestParam @Nullable String checklist,
            @RequestParam @Nullable String from, @RequestParam @Nullable String to, @RequestParam @Nullable String text,
            @RequestParam @Nullable String asOf, @RequestParam @Nullable Long atLeast,
            @RequestParam @Nullable String cursor, @RequestParam @Nullable Integer limit) {
        Filter filter = new Filter(Named.name("system", system), Named.name("environment", environment), obligation,
                known("state", state, Arrays.stream(Standing.values()).map(Standing::label).toList()),
                known("every", every, SectionRule.GRACE.keySet().stream().sorted().toList()),
                Named.checklist("checklist", checklist),
                Period.asked(from, to), text == null || text.isBlank() ? null : text);
        Cursor start = Cursor.parse(cursor);
        return answers.answer(Cursor.asked(start, new Asked(asOf, atLeast)),
                s -> list(filter, s, start, Cursor.limit(limit)));
    }

    private Paged<ObligationLine> list(Filter filter, Snapshot s, @Nullable Cursor cursor, int limit) {
        Moment at = Cursor.moment(cursor, s);
        List<ObligationLine> rows = view.list(filter, at, cursor == null ? "" : cursor.after(), limit + 1);
        Cut<ObligationLine> page = Cut.of(rows, limit, at,
                last -> last.system() + "/" + last.environment() + "/" + last.obligation());
        return new Paged<>(page.rows(), at.position(), s.checkpoint(), page.next());
    }

    @GetMapping("/history")
    JsonNode history(@RequestParam @Nullable String system, @RequestParam @Nullable String environment,
            @RequestParam @Nullable String obligation, @RequestParam @Nullable String outcome,
            @RequestParam @Nullable String from, @RequestParam @Nullable String to,
            @RequestParam @Nullable String asOf, @RequestParam @Nullable Long atLeast,
            @RequestParam @Nullable String cursor, @RequestParam @Nullable Integer limit) {
        Past past = new Past(Named.name("system", system), Named.name("environment", environment), obligation,
                known("outcome", outcome, Arrays.stream(Outcome.values()).map(Outcome::label).toList()),
                Period.asked(from, to));
        Cursor start = Cursor.parse(cursor);
        return answers.answer(Cursor.asked(start, new Asked(asOf, atLeast)),
                s -> history(past, s, start, Cursor.limit(limit)));
    }

    private Paged<HistoryLine> history(Past past, Snapshot s, @Nullable Cursor cursor, int limit) {
        Moment at = Cursor.moment(cursor, s);
        List<Long> found = view.history(past, at, cursor == null ? Long.MAX_VALUE : cursor.afterNumber(), limit + 1);
        Cut<Long> page = Cut.of(found, limit, at, position -> position);
        return new Paged<>(
                mirror.at(page.rows()).stream().sorted(Comparator.comparingLong(Verified::position).reversed())
                        .flatMap(HistoryLine::of).toList(),
                at.position(), s.checkpoint(), page.next());
    }

    private static @Nullable String known(String name, @Nullable String given, Collection<String> words) {
        if (given != null && !words.contains(given)) {
            throw Problem.invalid(name,
                    name + " is one of " + String.join(", ", words) + ", not \"" + given + "\".");
        }
        return given;
    }
}
