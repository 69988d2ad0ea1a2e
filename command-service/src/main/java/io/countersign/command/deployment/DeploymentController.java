package io.countersign.command.deployment;

import io.countersign.command.http.Writes;
import io.countersign.command.identity.Identities;
import java.util.List;
import java.util.Objects;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Opens deployments and leads them through their life. */
@RestController
@RequestMapping("/api/v1/deployments")
final class DeploymentController {

    private final Writes writes;
    private final Identities identities;

    DeploymentController(Writes writes, Identities identities) {
        this.writes = writes;
        this.identities = identities;
    }

    /** Named authors are known by the caller's issuer; in the ledger they stand as keyed hashes only. */
    @PostMapping
    ResponseEntity<Object> open(Writes.Request request, @RequestBody OpenRequest body) {
        List<String> authors = Objects.requireNonNull(body.authors()).stream()
                .map(a -> identities.identity(request.bearer().issuer(), a)).toList();
        return writes.create(request, new OpenQuestion(body, authors));
    }

    @PostMapping("/{deployment}/notes")
    ResponseEntity<Object> addNote(Writes.Request request, @PathVariable String deployment,
            @RequestBody ParticularsRequest.AddNote body) {
        return writes.ask(request, deployment, new ParticularsQuestion(body));
    }

    @PostMapping("/{deployment}/fields")
    ResponseEntity<Object> setField(Writes.Request request, @PathVariable String deployment,
            @RequestBody ParticularsRequest.SetField body) {
        return writes.ask(request, deployment, new ParticularsQuestion(body));
    }

    @PostMapping("/{deployment}/notifications")
    ResponseEntity<Object> recordNotification(Writes.Request request, @PathVariable String deployment,
            @RequestBody ParticularsRequest.Notify body) {
        return writes.ask(request, deployment, new ParticularsQuestion(body));
    }

    @PostMapping("/{deployment}/measurements")
    ResponseEntity<Object> measure(Writes.Request request, @PathVariable String deployment,
            @RequestBody MeasureRequest body) {
        return writes.ask(request, deployment, new MeasureQuestion(body));
    }

    @PostMapping("/{deployment}/go-live")
    ResponseEntity<Object> goLive(Writes.Request request, @PathVariable String deployment,
            @RequestBody LifeRequest.GoLive body) {
        return writes.ask(request, deployment, new LifeQuestion(body));
    }

    @PostMapping("/{deployment}/close")
    ResponseEntity<Object> close(Writes.Request request, @PathVariable String deployment,
            @RequestBody LifeRequest.Close body) {
        return writes.ask(request, deployment, new LifeQuestion(body));
    }

    @PostMapping("/{deployment}/abandon")
    ResponseEntity<Object> abandon(Writes.Request request, @PathVariable String deployment,
            @RequestBody LifeRequest.Abandon body) {
        return writes.ask(request, deployment, new LifeQuestion(body));
    }

    @PostMapping("/{deployment}/review")
    ResponseEntity<Object> review(Writes.Request request, @PathVariable String deployment,
            @RequestBody LifeRequest.Review body) {
        return writes.ask(request, deployment, new LifeQuestion(body));
    }
}
