package io.countersign.command.export;

import io.countersign.command.axon.Definitions;
import io.countersign.command.axon.Definitions.Pinned;
import io.countersign.command.decision.Refusal;
import io.countersign.command.decision.Refusing;
import io.countersign.command.http.Writes;
import io.countersign.events.Scope;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /api/v1/exports}, called by the query service with its caller's own token, before the first byte of a pack leaves. */
@RestController
final class ExportController {

    private final Writes writes;
    private final Definitions definitions;

    ExportController(Writes writes, Definitions definitions) {
        this.writes = writes;
        this.definitions = definitions;
    }

    @PostMapping("/api/v1/exports")
    ResponseEntity<Object> export(Writes.Request request, @RequestBody ExportRequest body) {
        Scope scope = body.deployment() == null
                ? null
                : definitions.of(body.deployment()).map(Pinned::scope)
                        .orElseThrow(() -> new Refusing(Refusal.of(Refusal.Problem.UNKNOWN, "deployment-known",
                                "There is no deployment " + body.deployment() + ".").in("deployment")));
        return writes.create(request, new ExportQuestion(body, scope));
    }
}
