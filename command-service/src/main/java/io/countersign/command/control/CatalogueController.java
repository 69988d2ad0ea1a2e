package io.countersign.command.control;

import io.countersign.command.checklist.ControlCatalogue;
import io.countersign.command.decision.Refusing;
import io.countersign.command.http.Writes;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The controls there are, and what is decided of the addressable ones. */
@RestController
@RequestMapping("/api/v1/controls")
final class CatalogueController {

    private final Writes writes;
    private final ControlCatalogue catalogue = ControlCatalogue.shipped();

    CatalogueController(Writes writes) {
        this.writes = writes;
    }

    /** @param items every control, in the catalogue's order */
    record Catalogue(List<ControlCatalogue.Control> items) {}

    @GetMapping
    Catalogue list() {
        return new Catalogue(catalogue.all());
    }

    @GetMapping("/{control}")
    ControlCatalogue.Control show(@PathVariable String control) {
        return catalogue.find(control)
                .orElseThrow(() -> new Refusing(ControlDecision.unknown(control, catalogue.ids())));
    }

    @PostMapping("/{control}/decide")
    ResponseEntity<Object> decide(Writes.Request request, @PathVariable String control,
            @RequestBody ControlRequest.Decide body) {
        return writes.ask(request, new DecideQuestion(control, body, catalogue));
    }
}
