package io.countersign.command;

import io.countersign.command.health.Vital;
import io.countersign.command.store.LedgerLog;
import io.countersign.command.store.LedgerStore;
import io.countersign.command.webhook.Endpoints;
import io.countersign.command.webhook.Schedule;
import io.countersign.command.webhook.WebhookTable;
import io.countersign.command.webhook.Webhooks;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Webhooks put together. */
@Configuration(proxyBeanMethods = false)
class WebhookConfiguration {

    @Bean(initMethod = "start", destroyMethod = "close")
    Webhooks webhooks(Settings settings, LedgerStore ledger, LedgerLog log, JdbcClient sql, DataSource database,
            SecureRandom random, InstantSource clock) {
        Settings.Webhooks set = settings.webhooks();
        Webhooks webhooks = new Webhooks(Endpoints.read(set.file()), log, new WebhookTable(sql), database,
                new Schedule(set.pause(), set.longest(), set.giveUp()), set.patience(), random, clock);
        ledger.onCommit(webhooks::wake);
        return webhooks;
    }

    /** Others' trouble, so it is said, and this service is well with it. */
    @Bean
    Vital webhooksTaken(Webhooks webhooks, MeterRegistry metrics) {
        webhooks.names().forEach(name -> measure(name, webhooks, metrics));
        return new Vital() {
            @Override
            public String part() {
                return "webhooks";
            }

            @Override
            public Optional<String> trouble() {
                return webhooks.trouble();
            }

            @Override
            public Weight weight() {
                return Weight.SAID;
            }

            @Override
            public Map<String, Object> details() {
                Map<String, Object> endpoints = new LinkedHashMap<>();
                webhooks.names().forEach(name -> {
                    Map<String, Object> said = new LinkedHashMap<>();
                    said.put("behind", webhooks.behind(name));
                    said.put("givenUp", webhooks.givenUp(name));
                    webhooks.trouble(name).ifPresent(t -> said.put("trouble", t));
                    endpoints.put(name, said);
                });
                return endpoints.isEmpty() ? Map.of() : Map.of("endpoints", endpoints);
            }
        };
    }

    private static void measure(String name, Webhooks webhooks, MeterRegistry metrics) {
        Gauge.builder("countersign.webhook.up", webhooks, w -> w.trouble(name).isPresent() ? 0 : 1)
                .tag("endpoint", name).description("0 while a webhook that this node sends to does not take an entry")
                .register(metrics);
        Gauge.builder("countersign.webhook.behind", webhooks, w -> w.behind(name)).tag("endpoint", name)
                .description("entries that a webhook has not been sent or passed over").register(metrics);
        Gauge.builder("countersign.webhook.given.up", webhooks, w -> w.givenUp(name)).tag("endpoint", name)
                .description("entries that a webhook never took, as of this node's last look").register(metrics);
    }
}
