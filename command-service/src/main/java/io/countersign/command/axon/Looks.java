package io.countersign.command.axon;

import io.countersign.command.decision.Look;
import io.countersign.events.IdentityEvents.PersonIntroduced;
import java.util.ArrayList;
import java.util.List;

/** What is looked up for a command: what its question looks at, whether the log knows who asks, and whether it has been asked before. */
final class Looks {

    private Looks() {}

    static List<Look> of(Asked asked) {
        List<Look> looks = new ArrayList<>(asked.question().looks());
        if (!asked.asker().isSystem()) {
            looks.add(Look.at(PersonIntroduced.tag(asked.asker().identity()), PersonIntroduced.class));
        }
        if (asked.key() != null) {
            looks.add(Look.at(Vocabulary.idempotency(asked.key().idempotencyKey())));
        }
        return looks;
    }
}
