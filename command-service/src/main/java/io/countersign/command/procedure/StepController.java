package io.countersign.command.procedure;

import io.countersign.command.http.Writes;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Records the steps of a rollback, and those of other procedures that the profile names. */
@RestController
@RequestMapping("/api/v1/deployments/{deployment}")
final class StepController {

    private final Writes writes;

    StepController(Writes writes) {
        this.writes = writes;
    }

    @PostMapping("/rollback/steps/{step}/record")
    ResponseEntity<Object> recordOfRollback(Writes.Request request, @PathVariable String deployment,
            @PathVariable String step, @RequestBody StepRequest body) {
        return writes.ask(request, deployment, new StepQuestion(true, step, body));
    }

    @PostMapping("/steps/{step}/record")
    ResponseEntity<Object> record(Writes.Request request, @PathVariable String deployment, @PathVariable String step,
            @RequestBody StepRequest body) {
        return writes.ask(request, deployment, new StepQuestion(false, step, body));
    }
}
