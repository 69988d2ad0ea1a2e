package io.countersign.command.export;

import io.countersign.command.decision.Decision;
import io.countersign.command.decision.Look;
import io.countersign.command.decision.Question;
import io.countersign.command.decision.Refusal;
import io.countersign.command.decision.Right;
import io.countersign.events.LedgerEvents.ExportRecorded;
import io.countersign.events.Scope;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A request to record an export. @param scope of the deployment asked for; null for a period */
record ExportQuestion(ExportRequest request, @Nullable Scope scope) implements Question {

    @Override
    public String action() {
        return "export";
    }

    /** What was sealed before is of no account to it. */
    @Override
    public List<Look> looks() {
        return List.of();
    }

    @Override
    public Decision decide(Known known) {
        Optional<Refusal> objection = Right.EXPORT.objection(known.caller(), Map.of()).or(request::objection);
        return objection.<Decision>map(Refusal::refused).orElseGet(() -> Decision.Accepted.of(new ExportRecorded(
                Objects.requireNonNull(request.export()), Objects.requireNonNull(request.manifest()), scope,
                request.system(), request.environment(), request.from(), request.to(),
                Objects.requireNonNull(request.through()),
                request.withheld() == null ? List.of() : request.withheld())));
    }
}
