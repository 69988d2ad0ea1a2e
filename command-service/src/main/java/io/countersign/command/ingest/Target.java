package io.countersign.command.ingest;

import io.countersign.command.decision.ItemName;
import io.countersign.command.decision.Refusal;
import io.countersign.command.decision.Refusal.Problem;
import io.countersign.command.ingest.format.Format;
import io.countersign.command.ingest.format.Reading;
import io.countersign.events.ChecklistEvents.Item;
import io.countersign.events.ChecklistEvents.ReportRule;
import io.countersign.events.state.Definition;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a report is judged for: items, and of a Prometheus result what it measures; or why it is judged for nothing. Depends on the profile alone. */
sealed interface Target {

    /** Every verdict stands in one entry, which has a bound. */
    int MAX_ITEMS = 60;

    /** @param measure the name to record a Prometheus result under; null for any other report */
    record Found(List<Item> items, @Nullable String measure) implements Target {}

    record NotFound(Refusal refusal) implements Target {}

    static Target of(Definition definition, IngestRequest request, Reading reading) {
        if (request.named().size() > MAX_ITEMS) {
            return tooMany();
        }
        return request.named().isEmpty()
                ? unnamed(definition, request, reading)
                : named(definition, request, reading);
    }

    private static NotFound tooMany() {
        return not(Problem.INVALID, "too-many-items", "A report is judged for at most " + MAX_ITEMS
                + " items at once; name fewer.", "items", List.of());
    }

    private static Target named(Definition definition, IngestRequest request, Reading reading) {
        List<Item> items = new ArrayList<>();
        for (String name : request.named()) {
            switch (ItemName.find(definition, name)) {
                case ItemName.NotFound missing -> {
                    return new NotFound(missing.refusal().in("items"));
                }
                case ItemName.Found(Item item) -> {
                    Optional<NotFound> objection = objection(item, definition.rule(item).report(), reading);
                    if (objection.isPresent()) {
                        return objection.get();
                    }
                    items.add(item);
                }
            }
        }
        return measured(definition, items.stream().distinct().toList(), request, reading);
    }

    /** Rules {@code no-report-decides-item} and {@code format-not-taken}. */
    private static Optional<NotFound> objection(Item item, @Nullable ReportRule rule, Reading reading) {
        if (rule == null) {
            return Optional.of(not(Problem.REFUSED, "no-report-decides-item",
                    "The profile names no report that decides \"" + item.text() + "\".", "items", List.of()));
        }
        return takes(rule, reading.format())
                ? Optional.empty()
                : Optional.of(not(Problem.REFUSED, "format-not-taken", "\"" + item.text() + "\" is decided by "
                        + String.join(" or ", rule.formats()) + ", not by "
                        + Objects.requireNonNull(reading.format()).label() + ".", "items", rule.formats()));
    }

    /** What is of no known format may have been meant for any item. */
    private static boolean takes(@Nullable ReportRule rule, @Nullable Format format) {
        return rule != null && (format == null || rule.formats().contains(format.label()));
    }

    /** Every item of the profile that such a report decides without being named. */
    private static Target unnamed(Definition definition, IngestRequest request, Reading reading) {
        if (reading.format() == null) {
            return new Found(List.of(), null);
        }
        List<Item> taking = definition.items().stream()
                .filter(i -> takes(definition.rule(i).report(), reading.format())).toList();
        List<Item> items = taking.stream().filter(i -> !rule(definition, i).named()).toList();
        if (reading.format() == Format.PROMETHEUS) {
            String measure = request.measure();
            return measure == null
                    ? not(Problem.INVALID, "measure-required",
                            "A Prometheus result does not say what it measures; name the measure or the item.",
                            "measure", taking.stream().map(i -> rule(definition, i).measure()).distinct().limit(5)
                                    .toList())
                    : bounded(items.stream().filter(i -> rule(definition, i).measure().equals(measure)).toList(),
                            measure);
        }
        if (request.measure() != null) {
            return notTaken();
        }
        return items.isEmpty() ? nothing(definition, taking, reading.format()) : bounded(items, null);
    }

    /** Rules {@code item-required} and {@code format-not-taken}: nothing would be judged. */
    private static Target nothing(Definition definition, List<Item> taking, Format format) {
        return taking.isEmpty()
                ? not(Problem.REFUSED, "format-not-taken", "The profile has no item that " + format.label()
                        + " decides.", "format",
                        definition.items().stream().map(i -> definition.rule(i).report()).filter(Objects::nonNull)
                                .flatMap(r -> r.formats().stream()).distinct().limit(5).toList())
                : not(Problem.INVALID, "item-required", "A report of " + format.label()
                        + " may mean several things here; name the item it is for.", "items",
                        taking.stream().map(Item::id).limit(5).toList());
    }

    /** Rules {@code measure-not-taken} and {@code measure-mismatch}. */
    private static Target measured(Definition definition, List<Item> items, IngestRequest request, Reading reading) {
        if (reading.format() != null && reading.format() != Format.PROMETHEUS) {
            return request.measure() == null ? new Found(items, null) : notTaken();
        }
        List<String> measures = items.stream().map(i -> rule(definition, i).measure()).distinct().toList();
        String measure = request.measure() == null ? measures.getFirst() : request.measure();
        if (reading.format() == null) {
            return new Found(items, null);
        }
        return measures.equals(List.of(measure))
                ? new Found(items, measure)
                : not(Problem.REFUSED, "measure-mismatch", "One Prometheus result measures one thing; these items are"
                        + " decided by " + String.join(" and ", measures) + ".", "measure", measures);
    }

    private static Target bounded(List<Item> items, @Nullable String measure) {
        return items.size() > MAX_ITEMS ? tooMany() : new Found(items, measure);
    }

    private static NotFound notTaken() {
        return not(Problem.INVALID, "measure-not-taken",
                "Only of a Prometheus result is it said what it measures; other reports say it themselves.",
                "measure", List.of());
    }

    private static ReportRule rule(Definition definition, Item item) {
        return Objects.requireNonNull(definition.rule(item).report());
    }

    private static NotFound not(Problem problem, String rule, String reason, String field, List<String> nearest) {
        return new NotFound(Refusal.of(problem, rule, reason).in(field).near(nearest));
    }
}
