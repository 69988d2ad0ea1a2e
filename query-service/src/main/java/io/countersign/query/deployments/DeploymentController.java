package io.countersign.query.deployments;

import io.countersign.events.state.Gate;
import io.countersign.events.state.Phase;
import io.countersign.events.state.Statement;
import io.countersign.ledger.hash.Digest;
import io.countersign.query.answer.Cursor;
import io.countersign.query.answer.Cut;
import io.countersign.query.answer.Moment;
import io.countersign.query.answer.Named;
import io.countersign.query.answer.Paged;
import io.countersign.query.answer.Period;
import io.countersign.query.answer.Person;
import io.countersign.query.answer.Problem;
import io.countersign.query.answer.Reads;
import io.countersign.query.answer.Reads.Asked;
import io.countersign.query.answer.Snapshot;
import io.countersign.query.deployments.DeploymentsView.Filter;
import io.countersign.query.deployments.DeploymentsView.Row;
import io.countersign.query.disclosures.Answers;
import io.countersign.query.disclosures.Disclosures;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Deployments, in lists and one by one, as of any moment. */
@RestController
@RequestMapping("/api/v1/deployments")
class DeploymentController {

    /** A deployment in a list. */
    record Listed(String deployment, String system, String environment, String release, String state, String checklist,
            Instant openedAt, @Nullable Person openedBy, Instant changedAt, Counts counts) {}

    /** What blocks a deployment's next gate, in order. */
    record Next(String deployment, String state, String gate, List<GateAnswer.Unmet> items, long position,
            @Nullable String checkpoint) {}

    /** @param statement compact JSON, exactly what is signed over; @param sha256 hex digest of its bytes */
    record Signable(String deployment, String statement, String sha256, long covers, long position,
            @Nullable String checkpoint) {}

    private final Answers answers;
    private final Deployments deployments;
    private final DeploymentsView view;
    private final Reads reads;
    private final Disclosures disclosures;

    DeploymentController(Answers answers, Deployments deployments, DeploymentsView view, Reads reads,
            Disclosures disclosures) {
        this.answers = answers;
        this.deployments = deployments;
        this.view = view;
        this.reads = reads;
        this.disclosures = disclosures;
    }

    @GetMapping
    JsonNode list(@RequestParam @Nullable String system, @RequestParam @Nullable String environment,
            @RequestParam @Nullable String state, @RequestParam @Nullable String checklist,
            @RequestParam @Nullable String from, @RequestParam @Nullable String to, @RequestParam @Nullable String text,
            @RequestParam @Nullable String asOf, @RequestParam @Nullable Long atLeast,
            @RequestParam @Nullable String cursor, @RequestParam @Nullable Integer limit) {
        Filter filter = new Filter(Named.name("system", system), Named.name("environment", environment), state(state),
                Named.checklist("checklist", checklist), Period.asked(from, to), text);
        if (filter.words() != null) {
            disclosures.complete();
        }
        Cursor start = Cursor.parse(cursor);
        return answers.answer(Cursor.asked(start, new Asked(asOf, atLeast)),
                s -> list(filter, s, start, Cursor.limit(limit)));
    }

    private static @Nullable String state(@Nullable String state) {
        List<String> known = Arrays.stream(Phase.values()).map(Phase::label).toList();
        if (state != null && !known.contains(state)) {
            throw Problem.invalid("state", "state is one of " + String.join(", ", known) + ", not \"" + state + "\".");
        }
        return state;
    }

    private Paged<Listed> list(Filter filter, Snapshot s, @Nullable Cursor cursor, int limit) {
        Moment at = Cursor.moment(cursor, s);
        long before = cursor == null ? Long.MAX_VALUE : cursor.afterNumber();
        List<Row> rows = view.list(filter, at, before, limit + 1);
        Cut<Row> page = Cut.of(rows, limit, at, Row::openedPosition);
        return new Paged<>(page.rows().stream().map(r -> listed(r, at)).toList(), at.position(), s.checkpoint(),
                page.next());
    }

    private Listed listed(Row r, Moment at) {
        Instant until = r.countsUntil();
        boolean holds = until == null || at.instant().isBefore(until);
        Loaded loaded = holds ? null : deployments.load(r.deployment(), at);
        return new Listed(r.deployment(), r.system(), r.environment(), r.release(), r.state(),
                r.checklist() + "@" + r.version(), r.openedAt(), Person.of(r.openedBy()), r.changedAt(),
                loaded == null ? r.counts() : Counts.of(loaded.definition(), loaded.state(), at.instant()));
    }

    @GetMapping("/{id}")
    JsonNode show(@PathVariable String id, @RequestParam @Nullable String asOf, @RequestParam @Nullable Long atLeast) {
        return answers.answer(new Asked(asOf, atLeast), s -> Show.of(deployments.load(id, s.moment()), s));
    }

    @GetMapping("/{id}/gate")
    JsonNode gate(@PathVariable String id, @RequestParam(name = "for") @Nullable String gate,
            @RequestParam @Nullable String asOf, @RequestParam @Nullable Long atLeast) {
        return answers.answer(new Asked(asOf, atLeast), s -> {
            Loaded loaded = deployments.load(id, s.moment());
            return GateAnswer.of(loaded, gate == null ? Gate.before(loaded.state().phase()) : named(gate), s);
        });
    }

    private static Gate named(String gate) {
        return Gate.named(gate)
                .orElseThrow(() -> Problem.invalid("for", "for is go-live or close, not \"" + gate + "\"."));
    }

    @GetMapping("/{id}/next")
    JsonNode next(@PathVariable String id, @RequestParam @Nullable String asOf, @RequestParam @Nullable Long atLeast) {
        return answers.answer(new Asked(asOf, atLeast), s -> {
            Loaded loaded = deployments.load(id, s.moment());
            Phase phase = loaded.state().phase();
            Gate gate = Gate.before(phase);
            return new Next(id, phase.label(), gate.label(), phase.ended() ? List.of() : GateAnswer.unmet(loaded, gate),
                    s.position(), s.checkpoint());
        });
    }

    @GetMapping("/{id}/statement")
    JsonNode statement(@PathVariable String id, @RequestParam @Nullable String asOf,
            @RequestParam @Nullable Long atLeast) {
        return answers.answer(new Asked(asOf, atLeast), s -> {
            Loaded loaded = deployments.load(id, s.moment());
            String text = Statement.of(loaded.definition(), loaded.state(), s.moment().instant());
            return new Signable(id, text, Digest.sha256(text.getBytes(StandardCharsets.UTF_8)).hex(),
                    loaded.state().changed(), s.position(), s.checkpoint());
        });
    }

    @GetMapping("/{id}/diff")
    JsonNode diff(@PathVariable String id, @RequestParam String from, @RequestParam String to,
            @RequestParam @Nullable Long atLeast) {
        return answers.answer(new Asked(null, atLeast), s -> {
            Moment first = reads.moment("from", from, s.head());
            Moment then = reads.moment("to", to, s.head());
            if (first.position() > then.position() || first.instant().isAfter(then.instant())) {
                throw Problem.invalid("from", "from is after to: position " + first.position() + " at "
                        + first.instant() + ", and position " + then.position() + " at " + then.instant() + ".");
            }
            return Diff.between(first, deployments.find(id, first), deployments.load(id, then), s);
        });
    }
}
