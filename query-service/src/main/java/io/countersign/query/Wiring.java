package io.countersign.query;

import io.countersign.ledger.note.Ed25519Key;
import io.countersign.ledger.note.KeyFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the parts are given: the clock, the witness key, the way out to command-service. The only place that knows the system's clock. */
@Configuration(proxyBeanMethods = false)
class Wiring {

    @Bean
    InstantSource clock() {
        return Clock.systemUTC();
    }

    @Bean
    HttpClient httpClient() {
        return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(2))
                .build();
    }

    @Bean
    Ed25519Key witnessKey(Config config) {
        try (InputStream in = Files.newInputStream(config.keys().file())) {
            return KeyFile.read(in, config.keys().password().toCharArray()).signing();
        } catch (IOException e) {
            throw new UncheckedIOException("COUNTERSIGN_KEYS_FILE " + config.keys().file() + ": " + e.getMessage(), e);
        }
    }
}
