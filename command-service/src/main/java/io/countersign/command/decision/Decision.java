package io.countersign.command.decision;

import io.countersign.events.LedgerEvent;
import io.countersign.events.state.Recorded;
import java.util.List;

/** What a decision comes to. It throws only on bugs. */
public sealed interface Decision {

    /**
     * What is asked may be done. The caller is answered from the events ({@link Answers}), so a repeat can be answered alike from the log.
     *
     * @param events to be sealed in one append, in order; the first is the one the receipt is for
     */
    record Accepted(List<LedgerEvent> events) implements Decision {
        public Accepted {
            events = List.copyOf(events);
        }

        public static Accepted of(LedgerEvent... events) {
            return new Accepted(List.of(events));
        }
    }

    /** What is asked was done before by these entries; they are the answer and nothing is sealed. */
    record Already(List<Recorded> entries) implements Decision {
        public Already {
            entries = List.copyOf(entries);
        }
    }

    record Refused(Refusal refusal) implements Decision {}
}
