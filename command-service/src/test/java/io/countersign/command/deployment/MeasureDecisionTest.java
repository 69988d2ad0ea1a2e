package io.countersign.command.deployment;

import static io.countersign.command.decision.Story.PIPELINE;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.command.decision.Decision;
import io.countersign.command.decision.Decision.Accepted;
import io.countersign.command.decision.Decision.Refused;
import io.countersign.command.decision.Story;
import io.countersign.command.deployment.MeasureRequest.Measured;
import io.countersign.events.DeploymentEvents.MeasurementRecorded;
import io.countersign.events.DeploymentEvents.TriggerClosed;
import io.countersign.events.DeploymentEvents.TriggerOpened;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MeasureDecisionTest {

    private final Story story = Story.opened();

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
        error_rate,  0.0009, -,     pass
        error_rate,  0.001,  -,     degraded
        error_rate,  1,      %,     degraded
        error_rate,  1.01,   %,     trigger
        latency_p95, 499,    ms,    pass
        latency_p95, 500,    ms,    degraded
        latency_p95, 2.1,    s,     trigger
        latency_p95, 0.04,   min,   trigger
        queue_depth, 17,     items, unjudged
        """)
    void judges_by_the_threshold_in_its_unit(String name, String value, @Nullable String unit, String band) {
        assertThat(measure(measured(name, value, unit))).first()
                .isInstanceOfSatisfying(MeasurementRecorded.class, m -> {
                    assertThat(m.band().label()).isEqualTo(band);
                    assertThat(m.value()).as("as given").isEqualTo(value);
                });
    }

    @Test
    void a_trigger_opens_at_once_or_after_the_breach_has_lasted_and_closes_with_a_pass() {
        assertThat(measure(measured("error_rate", "0.02", null))).last()
                .isEqualTo(new TriggerOpened(Story.SCOPE, "errors", "error_rate", "0.02"));
        assertThat(measure(measured("error_rate", "0.005", null))).as("degraded is no pass").hasSize(1);
        assertThat(measure(measured("error_rate", "0", null))).last()
                .isEqualTo(new TriggerClosed(Story.SCOPE, "errors", "pass"));

        assertThat(measure(measured("latency_p95", "3", null))).hasSize(1);
        assertThat(later(Duration.ofMinutes(4), measured("latency_p95", "3", null))).hasSize(1);
        assertThat(later(Duration.ofMinutes(1), measured("latency_p95", "3", null))).last()
                .isEqualTo(new TriggerOpened(Story.SCOPE, "slow", "latency_p95", "3"));
        assertThat(later(Duration.ofMinutes(1), measured("latency_p95", "3", null))).as("open already").hasSize(1);
    }

    @Test
    void several_in_one_request_see_each_other() {
        Instant then = story.now();
        assertThat(measure(new Measured("latency_p95", "3", "s", then.minus(Duration.ofMinutes(6))),
                new Measured("latency_p95", "2500", "ms", then))).hasSize(3).last().isInstanceOf(TriggerOpened.class);
    }

    @ParameterizedTest
    @CsvSource({"error_rate, 5, ms, unit-mismatch", "error_rate, 1e-3, , not-a-number",
        "error_rate, NaN, , not-a-number", "' ', 5, , name-required"})
    void refuses_what_it_cannot_judge(String name, String value, @Nullable String unit, String rule) {
        Decision decision = story.ask(PIPELINE,
                new MeasureQuestion(new MeasureRequest(List.of(measured(name, value, unit)))));
        assertThat(decision).isInstanceOfSatisfying(Refused.class, r -> assertThat(r.refusal().rule()).isEqualTo(rule));
    }

    private static Measured measured(String name, String value, @Nullable String unit) {
        return new Measured(name, value, unit, null);
    }

    private List<?> measure(Measured... measured) {
        return later(Duration.ZERO, measured);
    }

    private List<?> later(Duration later, Measured... measured) {
        Decision decision = story.ask(PIPELINE, new MeasureQuestion(new MeasureRequest(List.of(measured))), later);
        assertThat(decision).isInstanceOf(Accepted.class);
        return ((Accepted) decision).events();
    }
}
