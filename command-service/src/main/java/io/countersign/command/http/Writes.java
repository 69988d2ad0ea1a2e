package io.countersign.command.http;

import io.countersign.command.axon.Asked;
import io.countersign.command.axon.Decisions;
import io.countersign.command.axon.Outcome;
import io.countersign.command.decision.Answers;
import io.countersign.command.decision.DeploymentQuestion;
import io.countersign.command.decision.Question;
import io.countersign.command.disclosure.DisclosureTable;
import io.countersign.command.identity.Asker;
import io.countersign.command.identity.Bearer;
import io.countersign.events.EventCatalog;
import io.countersign.events.LedgerEvent;
import io.countersign.ledger.disclosure.Disclosure;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

/** Where controllers put what is asked, and what answers it: members of the answer and a receipt, or a problem. */
public final class Writes {

    private final Decisions decisions;
    private final Receipt.Source receipts;
    private final DisclosureTable disclosures;

    public Writes(Decisions decisions, Receipt.Source receipts, DisclosureTable disclosures) {
        this.decisions = decisions;
        this.receipts = receipts;
        this.disclosures = disclosures;
    }

    /**
     * A request that may write, as a controller's parameter.
     *
     * @param drawn the disclosures of the body's redactable members, and of the introduction
     */
    public record Request(Bearer bearer, Asker asker, Asked.@Nullable Key key, Supplier<List<Disclosure>> drawn) {}

    /** Asks a deployment something; 200 when it is done. */
    public ResponseEntity<Object> ask(Request request, String deployment, DeploymentQuestion question) {
        return answer(request, HttpStatus.OK,
                () -> decisions.decide(request.asker(), request.key(), deployment, question));
    }

    /** Asks something; 200 when it is done. */
    public ResponseEntity<Object> ask(Request request, Question question) {
        return answer(request, HttpStatus.OK, () -> decisions.decide(request.asker(), request.key(), question));
    }

    /** Asks for something new; 201 when it is there. */
    public ResponseEntity<Object> create(Request request, Question question) {
        return answer(request, HttpStatus.CREATED, () -> decisions.decide(request.asker(), request.key(), question));
    }

    /**
     * Disclosures are saved before anything is decided: an entry never names one that could be lost. Those that no entry names in the end are
     * taken back.
     */
    private ResponseEntity<Object> answer(Request request, HttpStatus done, Supplier<Outcome> work) {
        List<Disclosure> drawn = request.drawn().get();
        disclosures.save(drawn);
        Outcome outcome = work.get();
        disclosures.discard(unnamed(drawn, outcome));
        return switch (outcome) {
            case Outcome.Sealed o -> written(done, o.events(), receipts.sealed(o.command()));
            case Outcome.Standing o ->
                written(o.repeated() ? done : HttpStatus.OK, o.events(), receipts.at(o.position()));
            case Outcome.Turned o -> Problem.of(o.refusal()).response();
        };
    }

    private static ResponseEntity<Object> written(HttpStatus status, List<LedgerEvent> events, Receipt receipt) {
        Map<String, Object> answer = new LinkedHashMap<>(Answers.of(events));
        answer.put("receipt", receipt);
        return ResponseEntity.status(status).body(answer);
    }

    private static List<String> unnamed(List<Disclosure> drawn, Outcome outcome) {
        if (drawn.isEmpty()) {
            return List.of();
        }
        String sealed = text(outcome.appended());
        return drawn.stream().map(Disclosure::digest).filter(d -> !sealed.contains(d)).toList();
    }

    private static String text(List<LedgerEvent> events) {
        StringBuilder text = new StringBuilder();
        events.forEach(e -> text.append(EventCatalog.write(e)));
        return text.toString();
    }
}
