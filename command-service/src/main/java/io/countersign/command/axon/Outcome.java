package io.countersign.command.axon;

import io.countersign.command.decision.Refusal;
import io.countersign.events.IdentityEvents.PersonIntroduced;
import io.countersign.events.LedgerEvent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of a command. */
public sealed interface Outcome {

    /** All that was appended just now, in order. */
    List<LedgerEvent> appended();

    /**
     * Sealed now.
     *
     * @param command under which its receipt is handed over
     * @param introduced who asked, if the log met them with this command
     */
    record Sealed(String command, @Nullable PersonIntroduced introduced, List<LedgerEvent> events) implements Outcome {
        @Override
        public List<LedgerEvent> appended() {
            return together(introduced, events);
        }
    }

    /**
     * Sealed before.
     *
     * @param position of the entry the receipt is for
     * @param repeated by the very same request; otherwise by another to the same effect
     */
    record Standing(long position, boolean repeated, List<LedgerEvent> events) implements Outcome {
        @Override
        public List<LedgerEvent> appended() {
            return List.of();
        }
    }

    /**
     * Refused.
     *
     * @param introduced who asked, if the log met them with the refusal's entry
     * @param events the refusal's own entry, if it was recorded; empty otherwise
     */
    record Turned(Refusal refusal, @Nullable PersonIntroduced introduced, List<LedgerEvent> events) implements Outcome {

        static Turned unrecorded(Refusal refusal) {
            return new Turned(refusal, null, List.of());
        }

        @Override
        public List<LedgerEvent> appended() {
            return together(introduced, events);
        }
    }

    private static List<LedgerEvent> together(@Nullable PersonIntroduced introduced, List<LedgerEvent> events) {
        List<LedgerEvent> all = new ArrayList<>(events);
        if (introduced != null) {
            all.addFirst(introduced);
        }
        return List.copyOf(all);
    }
}
