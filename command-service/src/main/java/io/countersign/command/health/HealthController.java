package io.countersign.command.health;

import io.countersign.command.health.Vital.Weight;
import io.swagger.v3.oas.annotations.Operation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** {@code {"status": "up", "degraded" or "down", <part>: {"status": "up" or "down", "trouble"?, …}}}; 503 when the whole, or a part that it cannot do without, is down. */
@RestController
final class HealthController {

    private final List<Vital> vitals;

    HealthController(List<Vital> vitals) {
        this.vitals = vitals;
    }

    @Operation(security = {})
    @GetMapping("/health")
    ResponseEntity<Map<String, Object>> all() {
        Map<String, Object> health = new LinkedHashMap<>();
        health.put("status", "up");
        for (Vital vital : vitals) {
            Optional<String> trouble = vital.trouble();
            health.put(vital.part(), state(vital, trouble));
            if (trouble.isPresent() && vital.weight() == Weight.DOWN) {
                health.put("status", "down");
            } else if (trouble.isPresent() && vital.weight() == Weight.DEGRADED) {
                health.merge("status", "degraded", (was, now) -> "down".equals(was) ? was : now);
            }
        }
        return answer("down".equals(health.get("status")), health);
    }

    @Operation(security = {})
    @GetMapping("/health/{part}")
    ResponseEntity<Map<String, Object>> one(@PathVariable String part) {
        return vitals.stream().filter(v -> v.part().equals(part)).findFirst().map(this::one)
                .orElseGet(() -> ResponseEntity.notFound().build());
    }

    private ResponseEntity<Map<String, Object>> one(Vital vital) {
        Optional<String> trouble = vital.trouble();
        return answer(trouble.isPresent() && vital.weight() == Weight.DOWN, state(vital, trouble));
    }

    private static Map<String, Object> state(Vital vital, Optional<String> trouble) {
        Map<String, Object> state = new LinkedHashMap<>();
        state.put("status", trouble.isPresent() ? "down" : "up");
        trouble.ifPresent(t -> state.put("trouble", t));
        state.putAll(vital.details());
        return state;
    }

    private static ResponseEntity<Map<String, Object>> answer(boolean down, Map<String, Object> health) {
        return ResponseEntity.status(down ? 503 : 200).body(health);
    }
}
