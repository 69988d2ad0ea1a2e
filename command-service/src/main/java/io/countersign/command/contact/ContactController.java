package io.countersign.command.contact;

import io.countersign.command.http.Writes;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Sets whom to call. */
@RestController
final class ContactController {

    private final Writes writes;

    ContactController(Writes writes) {
        this.writes = writes;
    }

    @PostMapping("/api/v1/contacts")
    ResponseEntity<Object> set(Writes.Request request, @RequestBody ContactRequest body) {
        return writes.ask(request, new ContactQuestion(body));
    }
}
