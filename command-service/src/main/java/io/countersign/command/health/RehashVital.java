package io.countersign.command.health;

import io.countersign.command.store.Rehash;
import io.countersign.command.store.Rehash.Last;
import io.countersign.command.store.Rehash.Progress;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** What came of the last full re-hash: a damaged log is down until it is repaired; one that was not looked at yet is not. */
final class RehashVital implements Vital {

    private final Rehash rehash;

    RehashVital(Rehash rehash) {
        this.rehash = rehash;
    }

    @Override
    public String part() {
        return "rehash";
    }

    @Override
    public Optional<String> trouble() {
        Last last = rehash.status().last();
        return last == null
                ? Optional.empty()
                : Optional.ofNullable(last.damage()).map(d -> "the log is damaged at " + d);
    }

    /** {@code {"result": "none" or "ok" or "damaged", "position"?, "finished"?, "seconds"?, "entries"?, "running"?: {"since", "position", "of"}}}. */
    @Override
    public Map<String, Object> details() {
        Rehash.Status status = rehash.status();
        Map<String, Object> details = new LinkedHashMap<>();
        Last last = status.last();
        details.put("result", last == null ? "none" : last.damage() == null ? "ok" : "damaged");
        if (last != null) {
            if (last.position() != null) {
                details.put("position", last.position());
            }
            details.put("finished", last.finished().toString());
            details.put("seconds", seconds(last));
            details.put("entries", last.entries());
        }
        Progress running = status.running();
        if (running != null) {
            details.put("running", Map.of("since", running.started().toString(), "position", running.position(), "of",
                    running.size()));
        }
        if (status.trouble() != null) {
            details.put("unfinished", status.trouble());
        }
        return details;
    }

    void measure(MeterRegistry metrics) {
        gauge(metrics, "entries", "entries that the last full re-hash looked at", Last::entries);
        gauge(metrics, "seconds", "how long the last full re-hash took", RehashVital::seconds);
        gauge(metrics, "finished", "when the last full re-hash ended, in seconds since 1970",
                last -> last.finished().getEpochSecond());
        gauge(metrics, "damaged", "1 when the last full re-hash found damage, else 0",
                last -> last.damage() == null ? 0 : 1);
        Gauge.builder("countersign.rehash.position", rehash, r -> {
            Progress running = r.status().running();
            return running == null ? Double.NaN : running.position();
        }).description("entries that the full re-hash under way on this node found sound so far").register(metrics);
    }

    private void gauge(MeterRegistry metrics, String name, String description, ToDoubleFunction<Last> value) {
        Gauge.builder("countersign.rehash." + name, rehash, r -> {
            Last last = r.status().last();
            return last == null ? Double.NaN : value.applyAsDouble(last);
        }).description(description).register(metrics);
    }

    private static double seconds(Last last) {
        return Duration.between(last.started(), last.finished()).toMillis() / 1_000.0;
    }
}
