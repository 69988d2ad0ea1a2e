package io.countersign.command.item;

import io.countersign.command.http.Writes;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Marks the items of a deployment. An item may be named by any unambiguous end of its id. */
@RestController
@RequestMapping("/api/v1/deployments/{deployment}/items/{item}")
final class ItemController {

    private final Writes writes;

    ItemController(Writes writes) {
        this.writes = writes;
    }

    @PostMapping("/complete")
    ResponseEntity<Object> complete(Writes.Request request, @PathVariable String deployment, @PathVariable String item,
            @RequestBody ItemRequest.Complete body) {
        return writes.ask(request, deployment, new ItemQuestion(item, body));
    }

    @PostMapping("/fail")
    ResponseEntity<Object> fail(Writes.Request request, @PathVariable String deployment, @PathVariable String item,
            @RequestBody ItemRequest.Fail body) {
        return writes.ask(request, deployment, new ItemQuestion(item, body));
    }

    @PostMapping("/reopen")
    ResponseEntity<Object> reopen(Writes.Request request, @PathVariable String deployment, @PathVariable String item,
            @RequestBody ItemRequest.Reopen body) {
        return writes.ask(request, deployment, new ItemQuestion(item, body));
    }

    @PostMapping("/not-applicable")
    ResponseEntity<Object> notApplicable(Writes.Request request, @PathVariable String deployment,
            @PathVariable String item, @RequestBody ItemRequest.NotApplicable body) {
        return writes.ask(request, deployment, new ItemQuestion(item, body));
    }

    @PostMapping("/waive")
    ResponseEntity<Object> waive(Writes.Request request, @PathVariable String deployment, @PathVariable String item,
            @RequestBody ItemRequest.Waive body) {
        return writes.ask(request, deployment, new ItemQuestion(item, body));
    }
}
