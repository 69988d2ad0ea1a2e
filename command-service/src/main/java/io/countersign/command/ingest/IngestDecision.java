package io.countersign.command.ingest;

import io.countersign.command.decision.Decision;
import io.countersign.command.decision.Decision.Accepted;
import io.countersign.command.decision.Decision.Refused;
import io.countersign.command.decision.Ids;
import io.countersign.command.decision.Nearest;
import io.countersign.command.decision.Policy;
import io.countersign.command.decision.Refusal;
import io.countersign.command.decision.Refusal.Problem;
import io.countersign.command.decision.Required;
import io.countersign.command.decision.Right;
import io.countersign.command.decision.Situation;
import io.countersign.command.ingest.format.Format;
import io.countersign.command.ingest.format.Reading;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a report comes to. */
final class IngestDecision {

    private record Asked(Situation s, IngestRequest request) {}

    private static final Policy<Asked> INGEST = Policy.of(a -> Right.ITEM.objection(a.s()),
            a -> a.s().unlessRunning("ingesting a report"),
            a -> Required.member("sha256", a.request().sha256()), IngestDecision::fileIsThere,
            IngestDecision::knownFormat);

    private IngestDecision() {}

    static Decision decide(Situation s, IngestRequest request, @Nullable Reading reading, Ids ids) {
        Asked asked = new Asked(s, request);
        return INGEST.decide(asked, () -> judge(asked, Objects.requireNonNull(reading,
                "a report that is there and may be ingested is read before it is put to the ledger"), ids));
    }

    private static Optional<Refusal> fileIsThere(Asked asked) {
        return asked.request().claim().objection(asked.s())
                .map(r -> "evidence".equals(r.field()) ? r.in("sha256") : r);
    }

    /** Rule {@code unknown-format}. */
    private static Optional<Refusal> knownFormat(Asked asked) {
        String format = asked.request().format();
        return format == null || asked.request().given().isPresent()
                ? Optional.empty()
                : Optional.of(Refusal.of(Problem.INVALID, "unknown-format", "No report has the format \"" + format
                        + "\"; there are " + String.join(", ", Format.labels()) + ".").in("format")
                        .near(Nearest.to(format, Format.labels())));
    }

    private static Decision judge(Asked asked, Reading reading, Ids ids) {
        return switch (Target.of(asked.s().definition(), asked.request(), reading)) {
            case Target.NotFound nothing -> nothing.refusal().refused();
            case Target.Found target -> {
                Judging judging = new Judging(asked.s(), asked.request(), reading, ids);
                Optional<Refused> unmeasured = judging.measure(target.measure());
                yield unmeasured.isPresent()
                        ? unmeasured.get()
                        : new Accepted(judging.judge(target.items()));
            }
        };
    }
}
