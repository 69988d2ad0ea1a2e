package io.countersign.command.http;

import io.countersign.command.axon.Asked;
import io.countersign.command.axon.Decisions;
import io.countersign.command.axon.Outcome;
import io.countersign.command.decision.Answers;
import io.countersign.command.decision.DeploymentQuestion;
import io.countersign.command.decision.Question;
import io.countersign.command.identity.Asker;
import io.countersign.command.identity.Bearer;
import io.countersign.events.LedgerEvent;
import io.countersign.ledger.disclosure.Disclosure;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.json.JsonMapper;

/** Where controllers put what is asked, and what answers it: members of the answer and a receipt, or a problem. */
public final class Writes {

    private final Decisions decisions;
    private final Receipt.Source receipts;
    private final JsonMapper json;

    public Writes(Decisions decisions, Receipt.Source receipts, JsonMapper json) {
        this.decisions = decisions;
        this.receipts = receipts;
        this.json = json;
    }

    /**
     * A request that may write, as a controller's parameter.
     *
     * @param drawn the disclosures of the body's redactable members, and of the introduction
     */
    public record Request(Bearer bearer, Asker asker, Asked.@Nullable Key key, Supplier<List<Disclosure>> drawn) {

        Asked.From from() {
            return new Asked.From(asker, key, drawn.get().stream().map(Disclosure::encoded)
                    .collect(Collectors.toMap(Disclosure::digestOf, Function.identity())));
        }
    }

    /** Asks a deployment something; 200 when it is done. */
    public ResponseEntity<Object> ask(Request request, String deployment, DeploymentQuestion question) {
        return answer(HttpStatus.OK, decisions.decide(request.from(), deployment, question));
    }

    /** Asks something; 200 when it is done. */
    public ResponseEntity<Object> ask(Request request, Question question) {
        return answer(HttpStatus.OK, decisions.decide(request.from(), question));
    }

    /** Asks for something new; 201 when it is there. */
    public ResponseEntity<Object> create(Request request, Question question) {
        return answer(HttpStatus.CREATED, decisions.decide(request.from(), question));
    }

    private ResponseEntity<Object> answer(HttpStatus done, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Sealed o -> written(done, o.events(), receipts.sealed(o.command()));
            case Outcome.Standing o ->
                written(o.repeated() ? done : HttpStatus.OK, o.events(), receipts.at(o.position()));
            case Outcome.Turned o -> Problem.of(o.refusal()).response();
        };
    }

    /** As bytes, so that it goes out in one piece with its length before it. */
    private ResponseEntity<Object> written(HttpStatus status, List<LedgerEvent> events, Receipt receipt) {
        Map<String, Object> answer = new LinkedHashMap<>(Answers.of(events));
        answer.put("receipt", receipt);
        return ResponseEntity.status(status).contentType(MediaType.APPLICATION_JSON)
                .body(json.writeValueAsBytes(answer));
    }
}
