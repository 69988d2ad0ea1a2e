package io.countersign.command.ingest;

import static io.countersign.command.axon.DecisionFixture.given;
import static io.countersign.command.axon.DecisionFixture.stranger;
import static io.countersign.command.decision.Story.CONTROL;
import static io.countersign.command.decision.Story.DEFINITION;
import static io.countersign.command.decision.Story.FILE;
import static io.countersign.command.decision.Story.OPENED;
import static io.countersign.command.decision.Story.SCOPE;
import static io.countersign.command.decision.Story.TEXT;
import static io.countersign.command.ingest.IngestRefusals.reading;
import static io.countersign.command.ingest.IngestRefusals.request;

import io.countersign.command.ingest.format.Format;
import io.countersign.command.decision.Upload;
import io.countersign.events.ChecklistEvents.Limit;
import io.countersign.events.ControlEvents.ControlChecked;
import io.countersign.events.Evidence;
import io.countersign.events.ItemEvents.ItemCompleted;
import io.countersign.events.LedgerEvents.ActionRefused;
import io.countersign.events.Outcome;
import io.countersign.events.ReportEvents.Judged;
import io.countersign.events.ReportEvents.ReportIngested;
import io.countersign.events.SignOffEvents.SignOffLapsed;
import io.countersign.events.SignOffEvents.SignedOff;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Through Axon: given what was sealed, when a report is ingested, then what is sealed. */
class IngestSliceTest {

    private static final IngestQuestion TESTS = new IngestQuestion(request(FILE),
            reading(Format.JUNIT, "tests_failed"));
    private static final Map<String, Upload> UPLOADED = Map.of(FILE, new Upload(9, null));

    @Test
    void a_machine_s_report_completes_the_item_and_ends_the_sign_offs_in_one_append() {
        given(OPENED, new ControlChecked(SCOPE, CONTROL, Outcome.PASS, "probe", null, null, List.of(), null),
                new SignedOff(SCOPE, "Reviewer", "s1", TEXT, "bearer", FILE, 1)).by(stranger("ci", "pipeline"))
                .asks(DEFINITION, OPENED, UPLOADED, TESTS).seals(report("completed", null),
                        new ItemCompleted(SCOPE, "before.tests-pass", null, List.of(new Evidence(FILE, 9, TEXT)), null),
                        new SignOffLapsed(SCOPE, "Reviewer", "s1", "item-completed", "before.tests-pass"));
    }

    @Test
    void a_control_that_fell_after_it_passed_keeps_the_item_open() {
        given(OPENED, new ControlChecked(SCOPE, CONTROL, Outcome.PASS, "probe", null, null, List.of(), null),
                new ControlChecked(SCOPE, CONTROL, Outcome.FAIL, "probe", null, null, List.of(), null))
                .by(stranger("ci", "pipeline")).asks(DEFINITION, OPENED, UPLOADED, TESTS)
                .seals(report("left", "control-not-passing"));
    }

    @Test
    void one_without_the_right_is_refused_and_that_is_sealed() {
        given(OPENED).by(stranger("ada", "auditor"))
                .asks(DEFINITION, OPENED, UPLOADED, new IngestQuestion(request(FILE), null)).refuses("role-lacking")
                .seals(new ActionRefused(SCOPE, "ingest", "role-lacking", null));
    }

    private static ReportIngested report(String then, @org.jspecify.annotations.Nullable String rule) {
        return new ReportIngested(SCOPE, "junit", null, null, Map.of("tests_failed", "0"), Outcome.PASS, null,
                List.of(new Judged("before.tests-pass", "tests_failed", "0", new Limit("at-most", "0"), Outcome.PASS,
                        null, then, rule)),
                new Evidence(FILE, 9, TEXT), null);
    }
}
