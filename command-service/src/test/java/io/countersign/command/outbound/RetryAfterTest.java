package io.countersign.command.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {

    private static final Instant NOW = Instant.parse("2026-11-23T06:00:00Z");

    @Test
    void is_seconds_or_a_date() {
        assertThat(BoundedHttp.retryAfter("120", NOW)).contains(Duration.ofMinutes(2));
        assertThat(BoundedHttp.retryAfter("Mon, 23 Nov 2026 06:01:00 GMT", NOW)).contains(Duration.ofMinutes(1));
        assertThat(BoundedHttp.retryAfter("Sun, 22 Nov 2026 06:01:00 GMT", NOW)).contains(Duration.ZERO);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "-5", "1.5", "99999999999999999999", "2026-11-23T06:00:00Z"})
    void what_cannot_be_understood_is_as_if_nothing_was_said(String value) {
        assertThat(BoundedHttp.retryAfter(value, NOW)).isEmpty();
    }
}
