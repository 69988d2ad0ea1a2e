package io.countersign.command.control;

import io.countersign.command.checklist.ControlCatalogue;
import io.countersign.command.http.Writes;
import java.util.Set;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Records checks of controls, grants waivers of them, and takes any waiver back. */
@RestController
@RequestMapping("/api/v1/deployments/{deployment}")
final class ControlController {

    private final Writes writes;
    private final Set<String> catalogue = ControlCatalogue.shipped().ids();

    ControlController(Writes writes) {
        this.writes = writes;
    }

    @PostMapping("/controls/{control}/check")
    ResponseEntity<Object> check(Writes.Request request, @PathVariable String deployment, @PathVariable String control,
            @RequestBody ControlRequest.Check body) {
        return writes.ask(request, deployment, new ControlQuestion(control, body, catalogue));
    }

    @PostMapping("/controls/{control}/waive")
    ResponseEntity<Object> waive(Writes.Request request, @PathVariable String deployment, @PathVariable String control,
            @RequestBody ControlRequest.Waive body) {
        return writes.ask(request, deployment, new ControlQuestion(control, body, catalogue));
    }

    @PostMapping("/waivers/{waiver}/revoke")
    ResponseEntity<Object> revoke(Writes.Request request, @PathVariable String deployment, @PathVariable String waiver,
            @RequestBody ControlRequest.Revoke body) {
        return writes.ask(request, deployment, new RevokeQuestion(waiver, body));
    }
}
