package io.countersign.command.signoff;

import io.countersign.command.decision.Decision;
import io.countersign.command.decision.DeploymentQuestion;
import io.countersign.command.decision.Ids;
import io.countersign.command.decision.Look;
import io.countersign.command.decision.Situation;
import io.countersign.events.Scope;
import io.countersign.events.state.Definition;
import io.countersign.events.state.Statement;
import io.countersign.ledger.hash.Digest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;

/**
 * A request to sign, as it is put to the ledger. A statement covers the whole deployment, so all of it is looked at.
 *
 * @param keep takes the statement's bytes into the evidence store before the sign-off names them by digest; harmless when repeated
 */
record SignQuestion(SignRequest request, Consumer<byte[]> keep) implements DeploymentQuestion {

    @Override
    public String action() {
        return switch (request) {
            case SignRequest.Sign _ -> "sign";
            case SignRequest.Decline _ -> "sign-decline";
        };
    }

    @Override
    public List<Look> looks(Scope scope, Definition definition) {
        return List.of(Look.at(scope));
    }

    @Override
    public Decision decide(Situation s, Ids ids) {
        byte[] statement = Statement.of(s.definition(), s.state(), s.now()).getBytes(StandardCharsets.UTF_8);
        Decision decision = SignDecision.decide(s, request, Digest.sha256(statement).hex(), ids.next().toString());
        if (decision instanceof Decision.Accepted && request instanceof SignRequest.Sign) {
            keep.accept(statement);
        }
        return decision;
    }
}
