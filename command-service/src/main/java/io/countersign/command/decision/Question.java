package io.countersign.command.decision;

import io.countersign.events.Place;
import io.countersign.events.Scope;
import io.countersign.events.state.Recorded;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A command as it is put to the ledger: it names the events its decision rests on, and decides from them. Questions about one deployment are
 * {@link DeploymentQuestion}s.
 */
public interface Question {

    /** Its name in a recorded refusal and in logs, such as {@code open-deployment}. */
    String action();

    /** Where a refusal of it belongs; null when it is about no deployment. */
    default @Nullable Scope scope() {
        return null;
    }

    /** Where the maintenance is that it is about; null when it is about none. */
    default @Nullable Place place() {
        return null;
    }

    List<Look> looks();

    /** What the looks found, in order, and who asks when. */
    Decision decide(Known known);

    /**
     * @param events what the looks found, in ascending order; events that the frame looked up for itself may be among them
     * @param now the instant it is decided at; the sealed time comes a little later
     */
    record Known(List<Recorded> events, Caller caller, Instant now, Ids ids) {
        public Known {
            events = List.copyOf(events);
        }
    }
}
