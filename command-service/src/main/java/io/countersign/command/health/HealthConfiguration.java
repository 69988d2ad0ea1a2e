package io.countersign.command.health;

import io.countersign.command.continuity.Continuity;
import io.countersign.command.evidence.EvidenceStore;
import io.countersign.command.publication.Confirmation;
import io.countersign.command.publication.Publication;
import io.countersign.command.publication.Quorum;
import io.countersign.command.publish.KafkaPublisher;
import io.countersign.command.store.Embargo;
import io.countersign.command.store.LedgerLog;
import io.countersign.command.store.Rehash;
import io.countersign.command.store.StoreUnavailable;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** What is measured, and whether the database answers. */
@Configuration(proxyBeanMethods = false)
class HealthConfiguration {

    @Bean(destroyMethod = "close")
    PrometheusMeterRegistry metrics(LedgerLog log, Publication publication, Confirmation confirmation) {
        PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        new JvmMemoryMetrics().bindTo(metrics);
        new ProcessorMetrics().bindTo(metrics);
        new UptimeMetrics().bindTo(metrics);
        Gauge.builder("countersign.ledger.size", log, l -> l.size()).description("entries in the log")
                .register(metrics);
        measure(publication, confirmation, metrics);
        return metrics;
    }

    @Bean(destroyMethod = "close")
    JvmGcMetrics garbageCollection(MeterRegistry metrics) {
        JvmGcMetrics collections = new JvmGcMetrics();
        collections.bindTo(metrics);
        return collections;
    }

    @Bean
    Vital database(LedgerLog log) {
        return new Vital() {
            @Override
            public String part() {
                return "db";
            }

            @Override
            public Optional<String> trouble() {
                try {
                    log.size();
                    return Optional.empty();
                } catch (StoreUnavailable e) {
                    return Optional.of("the ledger's database does not answer");
                }
            }
        };
    }

    @Bean
    Vital rehashed(Rehash rehash, MeterRegistry metrics) {
        RehashVital vital = new RehashVital(rehash);
        vital.measure(metrics);
        return vital;
    }

    /** Whatever keeps this node from appending, its own part or another's. */
    @Bean
    Vital appends(Embargo embargo, Continuity continuity) {
        return new Vital() {
            @Override
            public String part() {
                return "appends";
            }

            @Override
            public Optional<String> trouble() {
                return embargo.reason();
            }

            /** What those who remember the log said last. */
            @Override
            public Map<String, Object> details() {
                return Map.of("continuity", continuity.answers());
            }
        };
    }

    @Bean
    Vital kafka(KafkaPublisher publisher) {
        return new Vital() {
            @Override
            public String part() {
                return "kafka";
            }

            @Override
            public Optional<String> trouble() {
                return Optional.ofNullable(publisher.status().fault()).map(f -> "nothing is published: " + f);
            }
        };
    }

    @Bean
    Vital confirmed(Confirmation confirmation) {
        return new Vital() {
            @Override
            public String part() {
                return "witnesses";
            }

            @Override
            public Optional<String> trouble() {
                return confirmation.trouble();
            }

            @Override
            public Weight weight() {
                return confirmation.degraded() ? Weight.DEGRADED : Weight.SAID;
            }

            @Override
            public Map<String, Object> details() {
                return confirmation.detail();
            }
        };
    }

    /** A file that was found damaged when it was read; the rest goes on. */
    @Bean
    Vital evidence(EvidenceStore evidence, MeterRegistry metrics) {
        Gauge.builder("countersign.evidence.damaged", evidence, e -> e.damaged().size())
                .description("evidence files found damaged since the start").register(metrics);
        return new Vital() {
            @Override
            public String part() {
                return "evidence";
            }

            @Override
            public Optional<String> trouble() {
                List<String> damaged = evidence.damaged().stream().sorted().toList();
                return damaged.stream().findFirst().map(first -> damaged.size() == 1
                        ? "evidence file " + first + " is damaged; upload it again, or restore it from a copy"
                        : damaged.size() + " evidence files are damaged, the first is " + first
                                + "; upload them again, or restore them from a copy");
            }

            @Override
            public Weight weight() {
                return Weight.DEGRADED;
            }
        };
    }

    private static void measure(Publication publication, Confirmation confirmation, MeterRegistry metrics) {
        Gauge.builder("countersign.published.size", publication, p -> p.published())
                .description("entries under the newest published checkpoint").register(metrics);
        Gauge.builder("countersign.witnessed.size", publication, p -> size(p.witnessed().size()))
                .description("entries under the newest witnessed checkpoint").register(metrics);
        Gauge.builder("countersign.quorum.unmet", publication, p -> p.witnessed().quorum() == Quorum.UNMET ? 1 : 0)
                .description("1 while published checkpoints lack the quorum of witnesses").register(metrics);
        confirmation.names().forEach(name -> Gauge
                .builder("countersign.witness.up", confirmation, c -> c.well(name) ? 1 : 0).tag("witness", name)
                .description("0 while a witness that this node asks does not cosign").register(metrics));
    }

    private static double size(@Nullable Long size) {
        return size == null ? 0 : size;
    }

    /** How long requests take, by route and status. */
    @Bean
    WebMvcConfigurer timing(MeterRegistry metrics) {
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry interceptors) {
                interceptors.addInterceptor(new Timing(metrics));
            }
        };
    }

    private record Timing(MeterRegistry metrics) implements HandlerInterceptor {

        private static final String SAMPLE = Timing.class.getName();

        @Override
        public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
            request.setAttribute(SAMPLE, Timer.start(metrics));
            return true;
        }

        @Override
        public void afterCompletion(HttpServletRequest request, HttpServletResponse response, Object handler,
                @Nullable Exception fault) {
            if (request.getAttribute(SAMPLE) instanceof Timer.Sample sample) {
                Object route = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
                sample.stop(metrics.timer("http.server.requests", "uri", String.valueOf(route), "method",
                        request.getMethod(), "status", Integer.toString(response.getStatus())));
            }
        }
    }
}
