package io.countersign.command.store;

import io.countersign.command.store.Sealer.Batch;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Decides which appends are accepted on top of a head, and seals those. It remembers them at once, as if they were stored: whoever finds that they were
 * not begins anew with {@link #restart}. For the appender's thread alone.
 */
final class Preparation {

    private final Sealer sealer;
    private final Recent recent;
    private final RecentEvents events;

    /** @param events what decisions remember of what is stored, so that it need not be looked up again */
    Preparation(Sealer sealer, Recent recent, RecentEvents events) {
        this.sealer = sealer;
        this.recent = recent;
        this.events = events;
    }

    /** Forgets everything; the log has this size. */
    void restart(long size) {
        recent.restart(size);
    }

    /** Why nothing can be sealed at that time; empty when it can. */
    Optional<String> lacking(Instant time) {
        return sealer.lacking(time);
    }

    /** Those of the tags that only one append may have that are stored already. Asked when nothing is presumed. */
    static Set<String> used(Connection connection, List<Append> appends) throws SQLException {
        Set<String> once = once(appends);
        return once.isEmpty() ? once : TagTable.lastIndexes(connection, once).keySet();
    }

    /** The tags of these appends that no other may have. */
    static Set<String> once(List<Append> appends) {
        Set<String> once = new HashSet<>();
        appends.forEach(append -> once.addAll(append.once()));
        return once;
    }

    /**
     * Checks conditions one after the other, each against what is before the head and what was accepted before it; rejects alone.
     *
     * @param stored size through which the database has the log; what is between it and the head is under way
     * @param used tags that only one append may have, and one has
     */
    Prepared prepare(Connection connection, Head head, long stored, Set<String> used, List<Append> appends,
            Instant time) throws SQLException {
        recent.nextBatch();
        List<Append> accepted = new ArrayList<>();
        List<Append> rejected = new ArrayList<>();
        Set<String> taken = new HashSet<>(used);
        for (Append append : appends) {
            List<String> once = append.once();
            if (once.stream().anyMatch(taken::contains) || conflicts(connection, head, stored, append)) {
                rejected.add(append);
            } else {
                accepted.add(append);
                taken.addAll(once);
                append.seen().forEach(recent::add);
            }
        }
        return new Prepared(accepted, rejected,
                accepted.isEmpty() ? null : sealed(connection, head, stored, accepted, time));
    }

    private boolean conflicts(Connection connection, Head head, long stored, Append append) throws SQLException {
        Selection unless = append.unless();
        if (unless == null) {
            return false;
        }
        long since = Math.min(append.since(), head.size());
        if (recent.reaches(since)) {
            return recent.anySince(since, unless);
        }
        // Not what came after the head was loaded: it may be this very append, by a statement thought lost. The commit will find the head moved.
        // What is neither stored nor remembered may conflict, and a decision too often taken again does no harm.
        return !recent.reaches(stored) || recent.anySince(stored, unless)
                || TagTable.any(connection, since, stored, unless);
    }

    private Batch sealed(Connection connection, Head head, long stored, List<Append> accepted, Instant time)
            throws SQLException {
        List<Sealable> sealables = accepted.stream().flatMap(a -> a.events().stream()).toList();
        count(connection, stored, sealables);
        return sealer.seal(head, sealables, recent, time);
    }

    /** Sees to it that the next index of every tag is known: what a decision has looked up need not be asked again. */
    private void count(Connection connection, long stored, List<Sealable> sealables) throws SQLException {
        // Those of what is under way are known, so that what is stored tells the others.
        Set<String> unknown = recent.unknown(sealables);
        Map<String, Long> lookedUp = events.lastIndexes(unknown, stored);
        recent.remember(lookedUp);
        unknown.removeAll(lookedUp.keySet());
        if (!unknown.isEmpty()) {
            recent.remember(TagTable.lastIndexes(connection, unknown));
        }
    }
}
