package io.countersign.command.health;

import io.swagger.v3.oas.annotations.Operation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** {@code {"status": "up" or "down", <part>: {"status", "trouble"?, …}}}; 503 when down. */
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
            trouble.ifPresent(_ -> health.put("status", "down"));
        }
        return answer(health);
    }

    @Operation(security = {})
    @GetMapping("/health/{part}")
    ResponseEntity<Map<String, Object>> one(@PathVariable String part) {
        return vitals.stream().filter(v -> v.part().equals(part)).findFirst()
                .map(v -> answer(state(v, v.trouble()))).orElseGet(() -> ResponseEntity.notFound().build());
    }

    private static Map<String, Object> state(Vital vital, Optional<String> trouble) {
        Map<String, Object> state = new LinkedHashMap<>();
        state.put("status", trouble.isEmpty() ? "up" : "down");
        trouble.ifPresent(why -> state.put("trouble", why));
        state.putAll(vital.details());
        return state;
    }

    private static ResponseEntity<Map<String, Object>> answer(Map<String, Object> health) {
        return ResponseEntity.status("up".equals(health.get("status")) ? 200 : 503).body(health);
    }
}
