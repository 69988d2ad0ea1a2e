package io.countersign.command.ingest;

import io.countersign.command.decision.Decision;
import io.countersign.command.decision.DeploymentQuestion;
import io.countersign.command.decision.Ids;
import io.countersign.command.decision.Look;
import io.countersign.command.decision.Situation;
import io.countersign.command.deployment.MeasureQuestion;
import io.countersign.command.deployment.MeasureRequest;
import io.countersign.command.ingest.format.Reading;
import io.countersign.command.item.ItemQuestion;
import io.countersign.command.item.ItemRequest;
import io.countersign.command.signoff.Lapses;
import io.countersign.events.Scope;
import io.countersign.events.state.Definition;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A report, as it is put to the ledger. It looks at what marking each of the items it is judged for would look at.
 *
 * @param reading what the file says; null when it was not read, because the caller may not ask or there is no such file
 */
record IngestQuestion(IngestRequest request, @Nullable Reading reading) implements DeploymentQuestion {

    @Override
    public String action() {
        return "ingest";
    }

    @Override
    public List<Look> looks(Scope scope, Definition definition) {
        List<Look> looks = new ArrayList<>(List.of(Lapses.look(scope)));
        if (reading != null && Target.of(definition, request, reading) instanceof Target.Found target) {
            target.items().forEach(i -> looks.addAll(new ItemQuestion(i.id(),
                    new ItemRequest.Complete(null, null, null)).looks(scope, definition)));
            if (target.measure() != null) {
                looks.addAll(new MeasureQuestion(new MeasureRequest(null)).looks(scope, definition));
            }
        }
        return looks.stream().distinct().toList();
    }

    @Override
    public List<String> uploads() {
        return request.claim().digests();
    }

    @Override
    public Decision decide(Situation situation, Ids ids) {
        return IngestDecision.decide(situation, request, reading, ids);
    }
}
