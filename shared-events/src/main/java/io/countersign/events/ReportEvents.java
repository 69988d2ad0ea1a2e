package io.countersign.events;

import io.countersign.events.ChecklistEvents.Limit;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reports of tools, read and judged. What follows for the items stands in item events of the same append. */
public sealed interface ReportEvents extends DeploymentEvent {

    /**
     * @param format such as {@code junit}; null when the file is of none that is known
     * @param tool that wrote the report, as the report says; likewise {@code toolVersion}
     * @param numbers what was read from it, by name, as decimal numbers
     * @param verdict the worst of those on the items: {@code fail}, then {@code inconclusive}, then {@code pass}; without any, that on the
     *     measurement, if one was taken from it and is judged
     * @param reason why the report could not be read whole, in a sentence of ours
     * @param judged one for each item it was judged for
     */
    @EventType("report-ingested")
    record ReportIngested(Scope scope, @Nullable String format, @Nullable String tool, @Nullable String toolVersion,
            Map<String, String> numbers, Outcome verdict, @Nullable String reason, List<Judged> judged,
            Evidence evidence, @Nullable Instant occurredAt) implements ReportEvents {
        public ReportIngested {
            numbers = Lists.copy(numbers);
            judged = Lists.copy(judged);
        }

        @Override
        public List<String> tags() {
            return judged.stream().map(j -> scope.itemTag(j.item())).distinct().toList();
        }
    }

    /**
     * The verdict on one item.
     *
     * @param measure the number judged
     * @param value of it; null where the report has none
     * @param accept what passes
     * @param reason why it is not a pass, in a sentence of ours
     * @param then what became of the item: {@code completed}, {@code failed} or {@code left} as it was
     * @param rule the rule that kept the item as it was although the verdict was clear
     */
    record Judged(String item, String measure, @Nullable String value, Limit accept, Outcome verdict,
            @Nullable String reason, String then, @Nullable String rule) {}
}
