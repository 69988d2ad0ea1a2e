package io.countersign.command.decision;

import io.countersign.events.LedgerEvent;
import java.util.List;
import java.util.Map;

/** What a decision comes to. It throws only on bugs. */
public sealed interface Decision {

    /**
     * @param events to be sealed in one append, in order
     * @param answer members of the answer besides the receipt, such as the ids that were given
     */
    record Accepted(List<LedgerEvent> events, Map<String, Object> answer) implements Decision {
        public Accepted {
            events = List.copyOf(events);
            answer = Map.copyOf(answer);
        }
    }

    record Refused(Refusal refusal) implements Decision {}
}
