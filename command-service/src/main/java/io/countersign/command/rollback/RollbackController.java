package io.countersign.command.rollback;

import io.countersign.command.http.Writes;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Declares or declines a rollback, records its numbered steps, verifies it. */
@RestController
@RequestMapping("/api/v1/deployments/{deployment}/rollback")
final class RollbackController {

    private final Writes writes;

    RollbackController(Writes writes) {
        this.writes = writes;
    }

    @PostMapping("/declare")
    ResponseEntity<Object> declare(Writes.Request request, @PathVariable String deployment,
            @RequestBody RollbackRequest.Declare body) {
        return writes.ask(request, deployment, new RollbackQuestion(body));
    }

    @PostMapping("/decline")
    ResponseEntity<Object> decline(Writes.Request request, @PathVariable String deployment,
            @RequestBody RollbackRequest.Decline body) {
        return writes.ask(request, deployment, new RollbackQuestion(body));
    }

    @PostMapping("/steps/{item}/record")
    ResponseEntity<Object> record(Writes.Request request, @PathVariable String deployment, @PathVariable String item,
            @RequestBody RollbackRequest.Step body) {
        return writes.ask(request, deployment, new StepQuestion(item, body));
    }

    @PostMapping("/verify")
    ResponseEntity<Object> verify(Writes.Request request, @PathVariable String deployment,
            @RequestBody RollbackRequest.Verify body) {
        return writes.ask(request, deployment, new RollbackQuestion(body));
    }
}
