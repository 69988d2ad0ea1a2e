package io.countersign.query.http;

import io.countersign.query.intake.IntakeStatus;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Measures, in Prometheus' text format. */
@RestController
class MetricsController {

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    MetricsController(IntakeStatus intake) {
        Gauge.builder("countersign.mirror.size", intake, IntakeStatus::size)
                .description("Entries verified and mirrored")
                .register(registry);
        Gauge.builder("countersign.intake.fault", intake, i -> i.fault().isPresent() ? 1 : 0)
                .description("1 when a fault stopped the intake").register(registry);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
    }

    @GetMapping(path = "/metrics", produces = "text/plain; version=0.0.4; charset=utf-8")
    String metrics() {
        return registry.scrape();
    }
}
