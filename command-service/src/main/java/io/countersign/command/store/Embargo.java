package io.countersign.command.store;

import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * Why nothing may be appended now, if so. The log can still be read: whoever must find out what happened needs it. Each party that may lay an embargo
 * on the log has a name, and lifts only its own.
 */
public final class Embargo {

    private final ConcurrentSkipListMap<String, String> reasons = new ConcurrentSkipListMap<>();

    /** @param party who lays it; @param reason a sentence for operators and callers */
    public void lay(String party, String reason) {
        reasons.put(party, reason);
    }

    public void lift(String party) {
        reasons.remove(party);
    }

    /** All reasons together; empty when appends are welcome. */
    public Optional<String> reason() {
        return reasons.isEmpty() ? Optional.empty() : Optional.of(String.join(" ", reasons.values()));
    }

    /** One party's reason. */
    public Optional<String> reason(String party) {
        return Optional.ofNullable(reasons.get(party));
    }
}
