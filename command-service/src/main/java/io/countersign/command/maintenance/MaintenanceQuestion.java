package io.countersign.command.maintenance;

import io.countersign.command.decision.Decision;
import io.countersign.command.decision.Look;
import io.countersign.command.decision.Question;
import io.countersign.command.decision.Upload;
import io.countersign.events.Place;
import io.countersign.events.state.Maintenance;
import java.util.Map;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request about the maintenance of a place, as it is put to the ledger.
 *
 * @param name the obligation's id, or an unambiguous end of it; null for all that runs there
 * @param uploads each evidence file that the request names and the store has, by lower-case hex SHA-256
 */
record MaintenanceQuestion(Place place, @Nullable String name, MaintenanceRequest request,
        Map<String, Upload> uploads) implements Question {

    MaintenanceQuestion {
        uploads = Map.copyOf(uploads);
    }

    @Override
    public String action() {
        return switch (request) {
            case MaintenanceRequest.Complete _ -> "maintenance-complete";
            case MaintenanceRequest.NotApplicable _ -> "maintenance-not-applicable";
            case MaintenanceRequest.End _ -> "maintenance-end";
        };
    }

    @Override
    public List<Look> looks() {
        return List.of(Look.at(place.maintenance()));
    }

    @Override
    public Decision decide(Known known) {
        return MaintenanceDecision.decide(this, Maintenance.fold(known.events()), known);
    }
}
