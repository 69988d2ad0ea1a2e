package io.countersign.command.maintenance;

import io.countersign.command.decision.Caller;
import io.countersign.command.decision.Caller.Kind;
import io.countersign.command.decision.Decision;
import io.countersign.command.decision.Question;
import io.countersign.command.decision.Story;
import io.countersign.command.decision.Upload;
import io.countersign.events.LedgerEvent;
import io.countersign.events.MaintenanceEvents.ObligationOpened;
import io.countersign.events.Place;
import io.countersign.events.state.Maintenance;
import io.countersign.events.state.Recorded;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The maintenance of one place, told event by event as time passes. */
final class Duty {

    static final Place PLACE = new Place("claims", "production");
    static final Instant BEGAN = Story.START;
    static final String LOGS = "ops:weekly.logs";
    static final String DOCS = "ops:weekly.docs";
    static final Caller SYSTEM = new Caller("system", "system", Kind.SYSTEM, Set.of());

    private final List<Recorded> log = new ArrayList<>();
    private Instant now = BEGAN;

    /** Two weekly obligations, of which the second may be set aside. */
    static Duty weekly() {
        Duty duty = new Duty();
        return duty.happens(opened(LOGS, "weekly", false), opened(DOCS, "weekly", true));
    }

    static ObligationOpened opened(String id, String every, boolean mayBeNotApplicable) {
        int mark = id.indexOf(':');
        return new ObligationOpened(PLACE, id, id.substring(0, mark), 1, 1, id.substring(mark + 1), "Review " + id,
                every, "P2D", List.of("developer", "devops", "security"), mayBeNotApplicable, BEGAN, "d1");
    }

    Duty happens(LedgerEvent... events) {
        for (LedgerEvent event : events) {
            log.add(new Recorded(event, log.size(), now, "person/devops"));
        }
        return this;
    }

    Duty after(Duration time) {
        now = now.plus(time);
        return this;
    }

    Decision ask(Caller who, @Nullable String obligation, MaintenanceRequest request) {
        return ask(who,
                new MaintenanceQuestion(PLACE, obligation, request, Map.of(Story.FILE, new Upload(12, "text/plain"))));
    }

    /** Asks, and lets what was accepted happen. */
    Decision ask(Caller who, Question question) {
        Decision decision = question
                .decide(new Question.Known(log, who, now, () -> new UUID(7, log.size())));
        if (decision instanceof Decision.Accepted(List<LedgerEvent> events)) {
            events.forEach(e -> log.add(new Recorded(e, log.size(), now, who.person())));
        }
        return decision;
    }

    Maintenance state() {
        return Maintenance.fold(log);
    }

    Instant now() {
        return now;
    }
}
