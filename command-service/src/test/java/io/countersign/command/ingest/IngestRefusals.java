package io.countersign.command.ingest;

import static io.countersign.command.decision.Story.AUDITOR;
import static io.countersign.command.decision.Story.DEVOPS;
import static io.countersign.command.decision.Story.FILE;
import static io.countersign.command.decision.Story.SCOPE;
import static io.countersign.command.decision.Story.SECURITY;
import static io.countersign.command.decision.Story.TEXT;

import io.countersign.command.decision.Caller;
import io.countersign.command.decision.Decision;
import io.countersign.command.decision.Scenarios;
import io.countersign.command.decision.Story;
import io.countersign.command.ingest.format.Format;
import io.countersign.command.ingest.format.Reading;
import io.countersign.events.DeploymentEvents.DeploymentAbandoned;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What is refused of reports. */
public final class IngestRefusals {

    private static final Instant LATER = Story.START.plusSeconds(86_400);
    private static final Reading AUDIT = reading(Format.PIP_AUDIT, "vulnerabilities");
    private static final Reading RATE = reading(Format.PROMETHEUS, Reading.VALUE);

    private IngestRefusals() {}

    public static void tell(Scenarios told) {
        told.add("ingest", "role-lacking", s -> ask(s, AUDITOR, request(FILE), null));
        told.add("ingest", "wrong-phase",
                s -> ask(s.by(SECURITY, new DeploymentAbandoned(SCOPE, TEXT)), DEVOPS, request(FILE), AUDIT));
        told.add("ingest", "sha256-required", s -> ask(s, DEVOPS, request(null), null));
        told.add("ingest", "not-a-digest", s -> ask(s, DEVOPS, request("ab"), null));
        told.add("ingest", "evidence-missing", s -> ask(s, DEVOPS, request("cd".repeat(32)), null));
        told.add("ingest", "occurred-in-future",
                s -> ask(s, DEVOPS, new IngestRequest(FILE, null, null, null, null, LATER), AUDIT));
        told.add("ingest", "unknown-format", s -> ask(s, DEVOPS, request(null, "nunit"), AUDIT));
        told.add("ingest", "unknown-item", s -> ask(s, DEVOPS, request(null, null, "no-such-item"), AUDIT));
        told.add("ingest", "ambiguous-item", s -> ask(s, DEVOPS, request(null, null, "lint"), AUDIT));
        told.add("ingest", "too-many-items", s -> ask(s, DEVOPS, request(null, null,
                IntStream.range(0, 61).mapToObj(i -> "item" + i).toArray(String[]::new)), AUDIT));
        told.add("ingest", "no-report-decides-item", s -> ask(s, DEVOPS, request(null, null, "weekly.patch"), AUDIT));
        told.add("ingest", "format-not-taken", s -> ask(s, DEVOPS, request(null, null, "tests-pass"), AUDIT));
        told.add("ingest", "item-required",
                s -> ask(s, DEVOPS, request(FILE), reading(Format.SARIF, "findings")));
        told.add("ingest", "measure-required", s -> ask(s, DEVOPS, request(FILE), RATE));
        told.add("ingest", "measure-mismatch", s -> ask(s, DEVOPS, request("latency_p95", null, "smoke"), RATE));
        told.add("ingest", "measure-not-taken", s -> ask(s, DEVOPS, request("error_rate", null), AUDIT));
        told.add("ingest", "not-a-measurement-name", s -> ask(s, DEVOPS, request("error rate", null), RATE));
    }

    static IngestRequest request(@Nullable String sha256) {
        return new IngestRequest(sha256, TEXT, null, null, null, null);
    }

    static IngestRequest request(@Nullable String measure, @Nullable String format, String... items) {
        return new IngestRequest(FILE, TEXT, List.of(items), format, measure, null);
    }

    static Reading reading(Format format, String number) {
        return new Reading(format, null, null, Map.of(number, BigDecimal.ZERO), Map.of(), null, null);
    }

    private static Decision ask(Story s, Caller who, IngestRequest request, @Nullable Reading reading) {
        return s.ask(who, new IngestQuestion(request, reading));
    }
}
