package io.countersign.command.erasure;

import io.countersign.command.decision.Refusal;
import io.countersign.command.decision.Refusal.Problem;
import io.countersign.command.decision.Refusing;
import io.countersign.command.disclosure.DisclosureTable;
import io.countersign.command.http.Writes;
import io.countersign.command.store.LedgerLog;
import io.countersign.events.DeploymentEvent;
import io.countersign.events.EventCatalog;
import io.countersign.events.LedgerEvents.ActionRefused;
import io.countersign.events.LedgerEvents.DisclosureErased;
import io.countersign.events.LedgerEvents.ExportRecorded;
import io.countersign.events.Redactable;
import io.countersign.events.Scope;
import io.countersign.ledger.entry.Entry;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * Erases what was disclosed of an entry. The erasure is sealed before anything is deleted; what a crash left undeleted goes at the next start
 * ({@link Erasures}).
 */
@RestController
final class ErasureController {

    private final Writes writes;
    private final LedgerLog log;
    private final DisclosureTable disclosures;

    ErasureController(Writes writes, LedgerLog log, DisclosureTable disclosures) {
        this.writes = writes;
        this.log = log;
        this.disclosures = disclosures;
    }

    @PostMapping("/api/v1/entries/{position}/erase")
    ResponseEntity<Object> erase(Writes.Request request, @PathVariable long position, @RequestBody EraseRequest body) {
        Entry entry = log.entry(position).orElseThrow(() -> new Refusing(Refusal.of(Problem.UNKNOWN, "unknown-entry",
                "The ledger has no entry " + position + ".").in("position")));
        Scope scope = scope(entry);
        if (!Objects.equals(scope == null ? null : scope.deployment(), body.deployment())) {
            throw new Refusing(Refusal.of(Problem.UNKNOWN, "unknown-entry", "Entry " + position + " is none of "
                    + (body.deployment() == null ? "those without a deployment" : "deployment " + body.deployment())
                    + ".").in("position"));
        }
        EraseQuestion question = new EraseQuestion(position, scope,
                disclosures.names(Redactable.digestsIn(entry.data())), body);
        ResponseEntity<Object> answer = writes.ask(request, question);
        if (answer.getStatusCode().is2xxSuccessful()) {
            disclosures.discard(question.digests());
        }
        return answer;
    }

    private static @Nullable Scope scope(Entry entry) {
        return switch (EventCatalog.read(entry.type(), entry.data())) {
            case DeploymentEvent e -> e.scope();
            case ActionRefused e -> e.scope();
            case ExportRecorded e -> e.scope();
            case DisclosureErased e -> e.scope();
            default -> null;
        };
    }
}
