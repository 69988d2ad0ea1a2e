package io.countersign.command.rollback;

import io.countersign.command.http.Writes;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Recommends, declares or declines a rollback, verifies it, and records where it is dealt with and what was found. */
@RestController
@RequestMapping("/api/v1/deployments/{deployment}/rollback")
final class RollbackController {

    private final Writes writes;

    RollbackController(Writes writes) {
        this.writes = writes;
    }

    @PostMapping("/recommend")
    ResponseEntity<Object> recommend(Writes.Request request, @PathVariable String deployment,
            @RequestBody RollbackRequest.Recommend body) {
        return writes.ask(request, deployment, new RollbackQuestion(body));
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

    @PostMapping("/verify")
    ResponseEntity<Object> verify(Writes.Request request, @PathVariable String deployment,
            @RequestBody RollbackRequest.Verify body) {
        return writes.ask(request, deployment, new RollbackQuestion(body));
    }

    @PostMapping("/incidents")
    ResponseEntity<Object> incident(Writes.Request request, @PathVariable String deployment,
            @RequestBody RollbackRequest.Incident body) {
        return writes.ask(request, deployment, new RollbackQuestion(body));
    }

    @PostMapping("/post-mortems")
    ResponseEntity<Object> postMortem(Writes.Request request, @PathVariable String deployment,
            @RequestBody RollbackRequest.PostMortem body) {
        return writes.ask(request, deployment, new RollbackQuestion(body));
    }
}
