package io.countersign.query.timeline;

import io.countersign.query.answer.Cursor;
import io.countersign.query.answer.Cut;
import io.countersign.query.answer.Moment;
import io.countersign.query.answer.Paged;
import io.countersign.query.answer.Reads.Asked;
import io.countersign.query.answer.Snapshot;
import io.countersign.query.deployments.Deployments;
import io.countersign.query.disclosures.Answers;
import io.countersign.query.intake.Mirror;
import io.countersign.query.intake.Verified;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** A deployment's history, oldest first. Its stream in the mirror is the view: one row per entry, gapless, never changed. */
@RestController
class TimelineController {

    private final Answers answers;
    private final Deployments deployments;
    private final Mirror mirror;

    TimelineController(Answers answers, Deployments deployments, Mirror mirror) {
        this.answers = answers;
        this.deployments = deployments;
        this.mirror = mirror;
    }

    @GetMapping("/api/v1/deployments/{id}/timeline")
    JsonNode timeline(@PathVariable String id, @RequestParam @Nullable String asOf,
            @RequestParam @Nullable Long atLeast,
            @RequestParam @Nullable String cursor, @RequestParam @Nullable Integer limit) {
        Cursor from = Cursor.parse(cursor);
        return answers.answer(Cursor.asked(from, new Asked(asOf, atLeast)),
                s -> page(id, s, from, Cursor.limit(limit)));
    }

    private Paged<TimelineLine> page(String id, Snapshot s, @Nullable Cursor cursor, int limit) {
        Moment at = Cursor.moment(cursor, s);
        long index = cursor == null ? 0 : cursor.afterNumber();
        List<Verified> found = mirror.ofStream("deployment/" + id, index, at.position(), limit + 1);
        if (found.isEmpty() && index == 0) {
            deployments.load(id, at);
        }
        Cut<Verified> page = Cut.of(found, limit, at, _ -> index + limit);
        return new Paged<>(page.rows().stream().map(TimelineLine::of).toList(), at.position(), s.checkpoint(),
                page.next());
    }
}
