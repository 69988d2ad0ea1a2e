package io.countersign.command.health;

import io.countersign.command.continuity.Continuity;
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
    PrometheusMeterRegistry metrics(LedgerLog log) {
        PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        new JvmMemoryMetrics().bindTo(metrics);
        new ProcessorMetrics().bindTo(metrics);
        new UptimeMetrics().bindTo(metrics);
        Gauge.builder("countersign.ledger.size", log, l -> l.size()).description("entries in the log")
                .register(metrics);
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
