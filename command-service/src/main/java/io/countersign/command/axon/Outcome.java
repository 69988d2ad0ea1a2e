package io.countersign.command.axon;

import io.countersign.command.decision.Refusal;
import io.countersign.events.LedgerEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of a command. */
public sealed interface Outcome {

    /** What was sealed of it, in order. */
    List<LedgerEvent> events();

    /** Sealed now. @param command under which its receipt is handed over; @param person who asked, {@code person/<uuid>} */
    record Sealed(String command, String person, List<LedgerEvent> events) implements Outcome {}

    /** Sealed before, by the same request or to the same effect. @param position of the entry the receipt is for */
    record Standing(long position, String person, List<LedgerEvent> events) implements Outcome {}

    /**
     * Refused.
     *
     * @param person null when it was refused before the log was asked who this is
     * @param events the refusal's own entry, if it was recorded; empty otherwise
     */
    record Turned(Refusal refusal, @Nullable String person, List<LedgerEvent> events) implements Outcome {}
}
