package io.countersign.command.ingest;

import io.countersign.command.decision.Claim.FileRef;
import io.countersign.command.decision.Decision.Accepted;
import io.countersign.command.decision.Decision.Already;
import io.countersign.command.decision.Decision.Refused;
import io.countersign.command.decision.Ids;
import io.countersign.command.decision.Situation;
import io.countersign.command.deployment.MeasureQuestion;
import io.countersign.command.deployment.MeasureRequest;
import io.countersign.command.deployment.MeasureRequest.Measured;
import io.countersign.command.ingest.format.Reading;
import io.countersign.command.item.ItemQuestion;
import io.countersign.command.item.ItemRequest;
import io.countersign.events.ChecklistEvents.Item;
import io.countersign.events.ChecklistEvents.ReportRule;
import io.countersign.events.DeploymentEvents.MeasurementRecorded;
import io.countersign.events.LedgerEvent;
import io.countersign.events.Outcome;
import io.countersign.events.ReportEvents.Judged;
import io.countersign.events.ReportEvents.ReportIngested;
import io.countersign.events.state.DeploymentState;
import io.countersign.events.state.ItemState;
import io.countersign.events.state.Items.Mark;
import io.countersign.events.state.Recorded;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One report under judgement. What follows for each item is decided by the rules for items themselves, one after the other and each seeing what the one
 * before did; what they refuse leaves the item as it was, and the report stands all the same.
 */
final class Judging {

    private final Situation s;
    private final Reading reading;
    private final Ids ids;
    private final FileRef file;
    private final @Nullable Instant occurredAt;
    private final IngestRequest request;
    private final List<LedgerEvent> followed = new ArrayList<>();
    private final List<Judged> judged = new ArrayList<>();
    private DeploymentState state;

    Judging(Situation s, IngestRequest request, Reading reading, Ids ids) {
        this.s = s;
        this.request = request;
        this.reading = reading;
        this.ids = ids;
        this.file = request.file();
        this.state = s.state();
        Instant said = reading.at();
        this.occurredAt = request.occurredAt() != null || said == null || said.isAfter(s.now())
                ? request.occurredAt()
                : said;
    }

    /** Records the one number of a Prometheus result, with what it does to triggers. @return why not */
    Optional<Refused> measure(@Nullable String name) {
        BigDecimal value = reading.numbers().get(Reading.VALUE);
        if (name == null || value == null) {
            return Optional.empty();
        }
        MeasureRequest measured = new MeasureRequest(
                List.of(new Measured(name, Verdict.plain(value), null, occurredAt)));
        return switch (new MeasureQuestion(measured).decide(s, ids)) {
            case Refused refused -> Optional.of(refused);
            case Accepted(List<LedgerEvent> events) -> {
                follow(events);
                yield Optional.empty();
            }
            case Already _ -> Optional.empty();
        };
    }

    /** The report and all that follows from it, in one append. */
    List<LedgerEvent> judge(List<Item> items) {
        items.forEach(this::judge);
        List<LedgerEvent> events = new ArrayList<>(List.of(report()));
        events.addAll(followed);
        return events;
    }

    private ReportIngested report() {
        Map<String, String> numbers = new TreeMap<>();
        reading.numbers().forEach((name, value) -> numbers.put(name, Verdict.plain(value)));
        Outcome worst = judged.stream().map(Judged::verdict).reduce(Judging::worse).orElseGet(this::ofMeasurement);
        return new ReportIngested(s.scope(), reading.format() == null ? null : reading.format().label(),
                reading.tool(), reading.toolVersion(), numbers, worst, reading.trouble(), judged,
                request.claim().files(s).getFirst(), occurredAt);
    }

    /** The verdict where no item was judged: that on the measurement, if its band tells. */
    private Outcome ofMeasurement() {
        return followed.stream().filter(MeasurementRecorded.class::isInstance).map(MeasurementRecorded.class::cast)
                .map(m -> switch (m.band()) {
                    case PASS -> Outcome.PASS;
                    case DEGRADED, TRIGGER -> Outcome.FAIL;
                    case UNJUDGED -> Outcome.INCONCLUSIVE;
                }).findFirst().orElse(Outcome.INCONCLUSIVE);
    }

    private static Outcome worse(Outcome a, Outcome b) {
        return a == Outcome.FAIL || b == Outcome.PASS ? a : b;
    }

    private void judge(Item item) {
        ReportRule rule = Objects.requireNonNull(s.definition().rule(item).report());
        Verdict verdict = Verdict.of(rule, reading);
        String kept = switch (verdict.outcome()) {
            case PASS -> mark(item, new ItemRequest.Complete(null, List.of(file), occurredAt));
            case FAIL -> fail(item);
            case INCONCLUSIVE -> "";
        };
        String then = kept != null ? "left" : verdict.outcome() == Outcome.PASS ? "completed" : "failed";
        judged.add(new Judged(item.id(), rule.measure(), verdict.value(), rule.accept(), verdict.outcome(),
                verdict.reason(), then, kept == null || kept.isEmpty() ? null : kept));
    }

    /** A completed item does not stay so when its report fails: it is reopened first, which stands in the history. */
    private @Nullable String fail(Item item) {
        Mark mark = state.items().byId().get(item.id());
        if (mark != null && mark.state() == ItemState.COMPLETED) {
            String kept = mark(item, new ItemRequest.Reopen(null));
            if (kept != null) {
                return kept;
            }
        }
        return mark(item, new ItemRequest.Fail(null, List.of(file), occurredAt));
    }

    /** @return the rule that kept the item as it was; null when it was marked */
    private @Nullable String mark(Item item, ItemRequest mark) {
        Situation now = new Situation(s.definition(), state, s.caller(), s.now(), s.uploads());
        return switch (new ItemQuestion(item.id(), mark).decide(now, ids)) {
            case Accepted(List<LedgerEvent> events) -> {
                follow(events);
                yield null;
            }
            case Refused(var refusal) -> refusal.rule();
            case Already _ -> "";
        };
    }

    private void follow(List<LedgerEvent> events) {
        for (LedgerEvent event : events) {
            followed.add(event);
            state = state.evolve(new Recorded(event, state.position() + 1, s.now(), s.caller().person()));
        }
    }
}
