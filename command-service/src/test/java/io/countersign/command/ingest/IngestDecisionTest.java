package io.countersign.command.ingest;

import static io.countersign.command.decision.Story.CONTROL;
import static io.countersign.command.decision.Story.DEVELOPER;
import static io.countersign.command.decision.Story.DEVOPS;
import static io.countersign.command.decision.Story.FILE;
import static io.countersign.command.decision.Story.PIPELINE;
import static io.countersign.command.decision.Story.REVIEWER;
import static io.countersign.command.decision.Story.SCOPE;
import static io.countersign.command.decision.Story.TEXT;
import static io.countersign.command.ingest.IngestRefusals.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.command.decision.Decision;
import io.countersign.command.decision.Decision.Accepted;
import io.countersign.command.decision.Decision.Refused;
import io.countersign.command.decision.Story;
import io.countersign.command.ingest.format.Format;
import io.countersign.command.ingest.format.Reading;
import io.countersign.events.ChecklistEvents.Limit;
import io.countersign.events.ChecklistEvents.ReportRule;
import io.countersign.events.ControlEvents.ControlChecked;
import io.countersign.events.DeploymentEvents.DeploymentWentLive;
import io.countersign.events.DeploymentEvents.MeasurementRecorded;
import io.countersign.events.DeploymentEvents.TriggerOpened;
import io.countersign.events.Evidence;
import io.countersign.events.ItemEvents.ItemCompleted;
import io.countersign.events.ItemEvents.ItemFailed;
import io.countersign.events.ItemEvents.ItemReopened;
import io.countersign.events.LedgerEvent;
import io.countersign.events.Outcome;
import io.countersign.events.ReportEvents.Judged;
import io.countersign.events.ReportEvents.ReportIngested;
import io.countersign.events.SignOffEvents.SignOffLapsed;
import io.countersign.events.SignOffEvents.SignedOff;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IngestDecisionTest {

    private static final Evidence EVIDENCE = new Evidence(FILE, 12L, TEXT, null, "text/plain");

    private final Story story = Story.opened();

    @Test
    void one_scan_decides_two_items_each_by_its_own_threshold() {
        List<LedgerEvent> sealed = ingest(scan(2, 0), request(FILE));
        assertThat(report(sealed).verdict()).as("the worse of the two").isEqualTo(Outcome.FAIL);
        assertThat(report(sealed).judged()).containsExactly(
                new Judged("before.lint", "vulnerabilities", "2", new Limit("at-most", "0"), Outcome.FAIL,
                        "vulnerabilities is 2; at most 0 passes.", "failed", null),
                new Judged("before.docs.lint", "vulnerabilities_critical", "0", new Limit("at-most", "0"),
                        Outcome.PASS, null, "completed", null));
        assertThat(sealed.subList(1, 3)).containsExactly(
                new ItemFailed(SCOPE, "before.lint", null, List.of(EVIDENCE), null),
                new ItemCompleted(SCOPE, "before.docs.lint", null, List.of(EVIDENCE), null));
        assertThat(report(sealed).evidence()).isEqualTo(EVIDENCE);
    }

    @Test
    void an_item_named_is_the_only_one_judged() {
        assertThat(report(ingest(scan(0, 0), request(null, null, "docs.lint"))).judged()).extracting(Judged::item)
                .containsExactly("before.docs.lint");
    }

    @Test
    void a_sign_off_lapses_once_however_many_items_change() {
        story.by(REVIEWER, new SignedOff(SCOPE, "Reviewer", "s1", TEXT, "bearer", FILE, 1));
        assertThat(ingest(scan(0, 0), request(FILE))).filteredOn(SignOffLapsed.class::isInstance)
                .containsExactly(new SignOffLapsed(SCOPE, "Reviewer", "s1", "item-completed", "before.lint"));
    }

    @Test
    void a_pass_leaves_an_item_whose_control_does_not_and_says_so() {
        Reading tests = numbers(Format.JUNIT, Map.of("tests_failed", "0"), null);
        List<LedgerEvent> sealed = ingest(tests, request(FILE));
        assertThat(sealed).hasSize(1);
        assertThat(only(sealed)).matches(j -> j.verdict() == Outcome.PASS && j.then().equals("left"))
                .matches(j -> "control-not-passing".equals(j.rule()));
        story.by(PIPELINE, new ControlChecked(SCOPE, CONTROL, Outcome.PASS, "probe", null, null, List.of(), null));
        assertThat(only(ingest(tests, request(FILE))).then()).isEqualTo("completed");
        assertThat(only(ingest(tests, request(FILE))).rule()).as("once more").isEqualTo("already-completed");
    }

    @Test
    void a_completed_item_does_not_stay_so_when_its_report_fails() {
        ingest(scan(0, 0), request(null, null, "docs.lint"));
        List<LedgerEvent> sealed = ingest(scan(1, 1), request(null, null, "docs.lint"));
        assertThat(sealed.subList(1, 3)).containsExactly(new ItemReopened(SCOPE, "before.docs.lint", null),
                new ItemFailed(SCOPE, "before.docs.lint", null, List.of(EVIDENCE), null));
        assertThat(only(ingest(scan(1, 1), request(null, null, "docs.lint"))).rule()).isEqualTo("already-failed");
        assertThat(only(ingest(scan(0, 0), request(null, null, "docs.lint"))).then()).isEqualTo("completed");
    }

    @Test
    void what_cannot_be_read_is_sealed_as_inconclusive_and_leaves_the_items() {
        Reading broken = new Reading(Format.PIP_AUDIT, null, null, Map.of(), Map.of(), null, "It breaks off.");
        List<LedgerEvent> sealed = ingest(broken, request(FILE));
        assertThat(sealed).hasSize(1);
        assertThat(report(sealed).reason()).isEqualTo("It breaks off.");
        assertThat(report(sealed).verdict()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(report(sealed).judged()).hasSize(2)
                .allMatch(j -> j.verdict() == Outcome.INCONCLUSIVE && j.then().equals("left") && j.rule() == null);

        Reading unknown = new Reading(null, null, null, Map.of(), Map.of(), null, "It is empty.");
        assertThat(report(ingest(unknown, request(FILE)))).matches(r -> r.format() == null && r.judged().isEmpty())
                .matches(r -> r.verdict() == Outcome.INCONCLUSIVE);
        assertThat(only(ingest(unknown, request(null, null, "tests-pass"))).verdict())
                .isEqualTo(Outcome.INCONCLUSIVE);
    }

    @Test
    void a_prometheus_result_is_a_measurement_too_and_may_open_a_trigger() {
        story.by(DEVOPS, new DeploymentWentLive(SCOPE, false, null, List.of(), List.of(), null));
        Instant measured = story.now().minusSeconds(30);
        List<LedgerEvent> sealed = ingest(numbers(Format.PROMETHEUS, Map.of("value", "0.02"), measured),
                request("error_rate", null));
        assertThat(only(sealed)).matches(j -> j.item().equals("after.smoke") && j.verdict() == Outcome.FAIL);
        assertThat(sealed).anySatisfy(e -> assertThat(e).isInstanceOfSatisfying(MeasurementRecorded.class, m -> {
            assertThat(m.value()).isEqualTo("0.02");
            assertThat(m.occurredAt()).isEqualTo(measured);
        })).contains(new TriggerOpened(SCOPE, "errors", "error_rate", "0.02"));

        List<LedgerEvent> other = ingest(numbers(Format.PROMETHEUS, Map.of("value", "0.3"), measured),
                request("latency_p95", null));
        assertThat(report(other)).matches(r -> r.judged().isEmpty() && r.verdict() == Outcome.PASS);
        assertThat(other).hasSize(2);
        List<LedgerEvent> named = ingest(numbers(Format.PROMETHEUS, Map.of("value", "0.0000000000000000004"), null),
                request(null, null, "smoke"));
        assertThat(only(named)).matches(j -> j.verdict() == Outcome.PASS && "0".equals(j.value()));
    }

    @Test
    void a_time_of_the_report_that_lies_ahead_is_not_claimed() {
        Reading ahead = numbers(Format.PROMETHEUS, Map.of("value", "0"), story.now().plusSeconds(86_400));
        assertThat(report(ingest(ahead, request("error_rate", null))).occurredAt()).isNull();
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
        at-most,  0,  0,     -,    pass
        at-most,  0,  0,     less, inconclusive
        at-most,  0,  1,     less, fail
        below,    1,  1,     -,    fail
        at-least, 80, 80,    -,    pass
        at-least, 80, 79.99, -,    fail
        at-least, 80, 79.99, less, inconclusive
        at-least, 80, 80,    less, pass
        above,    90, 90,    -,    fail
        equals,   5,  5,     -,    pass
        equals,   5,  4,     less, inconclusive
        equals,   5,  6,     less, fail
        at-most,  0,  -,     -,    inconclusive
        """)
    void a_number_in_doubt_may_be_larger(String is, String limit, @Nullable String value, @Nullable String doubt,
            String verdict) {
        Reading reading = new Reading(Format.JUNIT, null, null,
                value == null ? Map.of() : Map.of("tests", new BigDecimal(value)),
                doubt == null ? Map.of() : Map.of("tests", doubt), null, null);
        Verdict found = Verdict.of(new ReportRule(List.of("junit"), "tests", new Limit(is, limit), false), reading);
        assertThat(found.outcome().label()).isEqualTo(verdict);
        assertThat(found.reason() == null).isEqualTo(verdict.equals("pass"));
    }

    @Test
    void what_could_be_meant_is_named() {
        assertThat(refused(numbers(Format.SARIF, Map.of("findings", "0"), null), request(FILE)).nearest())
                .containsExactly("before.services.backend");
        assertThat(refused(numbers(Format.PROMETHEUS, Map.of("value", "0"), null), request(FILE)).nearest())
                .containsExactly("error_rate");
        assertThat(refused(numbers(Format.JACOCO, Map.of("line_coverage", "90"), null), request(FILE)))
                .matches(r -> r.rule().equals("format-not-taken") && r.nearest().contains("junit"));
    }

    private static Reading scan(int all, int critical) {
        return numbers(Format.CYCLONEDX,
                Map.of("vulnerabilities", Integer.toString(all), "vulnerabilities_critical",
                        Integer.toString(critical)),
                null);
    }

    private static Reading numbers(Format format, Map<String, String> numbers, @Nullable Instant at) {
        return new Reading(format, "tool", "1", numbers.entrySet().stream().collect(
                java.util.stream.Collectors.toMap(Map.Entry::getKey, n -> new BigDecimal(n.getValue()))), Map.of(), at,
                null);
    }

    private List<LedgerEvent> ingest(Reading reading, IngestRequest request) {
        Decision decision = story.ask(PIPELINE, new IngestQuestion(request, reading));
        assertThat(decision).as(decision.toString()).isInstanceOf(Accepted.class);
        return ((Accepted) decision).events();
    }

    private io.countersign.command.decision.Refusal refused(Reading reading, IngestRequest request) {
        Decision decision = story.ask(DEVELOPER, new IngestQuestion(request, reading));
        assertThat(decision).isInstanceOf(Refused.class);
        return ((Refused) decision).refusal();
    }

    private static ReportIngested report(List<LedgerEvent> sealed) {
        return (ReportIngested) Objects.requireNonNull(sealed.getFirst());
    }

    private static Judged only(List<LedgerEvent> sealed) {
        assertThat(report(sealed).judged()).hasSize(1);
        return report(sealed).judged().getFirst();
    }
}
