package io.countersign.command.maintenance;

import io.countersign.command.evidence.EvidenceStore;
import io.countersign.command.http.Writes;
import io.countersign.events.Place;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Settles what recurs for a system in an environment. An obligation may be named by any unambiguous end of its id. */
@RestController
@RequestMapping("/api/v1/systems/{system}/environments/{environment}/obligations")
final class MaintenanceController {

    private final Writes writes;
    private final EvidenceStore evidence;

    MaintenanceController(Writes writes, EvidenceStore evidence) {
        this.writes = writes;
        this.evidence = evidence;
    }

    @PostMapping("/{obligation}/complete")
    ResponseEntity<Object> complete(Writes.Request request, @PathVariable String system,
            @PathVariable String environment, @PathVariable String obligation,
            @RequestBody MaintenanceRequest.Complete body) {
        return ask(request, new Place(system, environment), obligation, body);
    }

    @PostMapping("/{obligation}/not-applicable")
    ResponseEntity<Object> notApplicable(Writes.Request request, @PathVariable String system,
            @PathVariable String environment, @PathVariable String obligation,
            @RequestBody MaintenanceRequest.NotApplicable body) {
        return ask(request, new Place(system, environment), obligation, body);
    }

    @PostMapping("/{obligation}/end")
    ResponseEntity<Object> end(Writes.Request request, @PathVariable String system, @PathVariable String environment,
            @PathVariable String obligation, @RequestBody MaintenanceRequest.End body) {
        return ask(request, new Place(system, environment), obligation, body);
    }

    /** Ends all that runs there, as when the system is taken out of service. */
    @PostMapping("/end")
    ResponseEntity<Object> end(Writes.Request request, @PathVariable String system, @PathVariable String environment,
            @RequestBody MaintenanceRequest.End body) {
        return ask(request, new Place(system, environment), null, body);
    }

    private ResponseEntity<Object> ask(Writes.Request request, Place place, @Nullable String obligation,
            MaintenanceRequest body) {
        return writes.ask(request,
                new MaintenanceQuestion(place, obligation, body, evidence.keep(body.claim().digests())));
    }
}
