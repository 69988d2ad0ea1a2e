package io.countersign.command.ingest.format;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;

/**
 * The answer of Prometheus to an instant query ({@code GET /api/v1/query}): a scalar, or a vector of exactly one sample. {@code NaN} is what a query
 * over nothing answers, and is no number.
 *
 * <pre>{@code
 * {"status": "success", "data": {"resultType": "vector", "result": [{"metric": {}, "value": [1763841600.123, "0.00042"]}]}}
 * }</pre>
 */
final class PrometheusResult {

    private static final Set<String> TYPES = Set.of("scalar", "vector");

    private final Json json;
    private String status = "";
    private String type = "";
    private long samples;
    private @Nullable BigDecimal value;
    private @Nullable Instant at;

    private PrometheusResult(Json json) {
        this.json = json;
    }

    static void read(Bounded bytes, Draft draft) throws Unreadable {
        Json.read(bytes, json -> new PrometheusResult(json).read(draft));
    }

    private void read(Draft draft) throws Unreadable {
        json.object("report", Map.of("status", () -> status = json.text("status"), "data",
                () -> json.object("data", Map.of("resultType", () -> type = json.text("resultType"), "result",
                        this::result))));
        if (!status.equals("success")) {
            throw new Unreadable("Prometheus did not answer with success.");
        }
        if (!TYPES.contains(type)) {
            throw new Unreadable("The result is neither a scalar nor a vector.");
        }
        BigDecimal read = value;
        if (samples != 1 || read == null || at == null) {
            throw new Unreadable("The result holds " + samples + " samples, where one is asked for.");
        }
        draft.tool("Prometheus", null);
        draft.number(Reading.VALUE, read);
        draft.at(at);
    }

    /** A scalar is a pair of time and text; a vector a list of objects that have such a pair. */
    private void result() throws Unreadable {
        int[] element = new int[1];
        json.array("result", () -> {
            if (json.at(JsonToken.START_OBJECT)) {
                samples++;
                json.object("sample", Map.of("value", () -> {
                    int[] part = new int[1];
                    json.array("value", () -> pair(part[0]++));
                }));
            } else {
                samples = 1;
                pair(element[0]++);
            }
        });
    }

    private void pair(int part) throws Unreadable {
        switch (part) {
            case 0 -> at = instant(Decimal.number(json.scalar("time"), "time"));
            case 1 -> value = Decimal.number(json.text("value"), "value");
            default -> throw new Unreadable("A sample is a time and a value, and nothing else.");
        }
    }

    private static Instant instant(BigDecimal seconds) throws Unreadable {
        if (seconds.signum() < 0 || seconds.compareTo(new BigDecimal("253402300799")) > 0) {
            throw new Unreadable("The sample's time is none.");
        }
        return Instant.ofEpochMilli(seconds.movePointRight(3).longValue());
    }
}
