package io.countersign.events.state;

import io.countersign.events.LedgerEvents.LogKeyRotated;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which Ed25519 keys sign the log's checkpoints, as its own entries say; both services use it, so that what one signs the other expects.
 *
 * @param first     vkey that the log began with
 * @param rotations in the log's order
 */
public record LogKeys(String first, List<Rotation> rotations) {

    /** @param position of the entry that records it */
    public record Rotation(long position, String previous, String next, Instant overlapEnd) {

        public static Rotation of(long position, LogKeyRotated event) {
            return new Rotation(position, event.previous(), event.next(), event.overlapEnd());
        }
    }

    /**
     * How long a key stands.
     *
     * @param from  position of the entry after whose commit it signs; of the first key 0
     * @param until from then on it signs no more; null while nothing replaces it
     */
    public record Standing(String vkey, long from, @Nullable Instant until) {}

    /** @throws IllegalArgumentException if a rotation does not replace the key before it, or brings one that was there already */
    public LogKeys {
        rotations = List.copyOf(rotations);
        List<String> seen = new ArrayList<>(List.of(first));
        for (Rotation rotation : rotations) {
            if (!rotation.previous().equals(seen.getLast()) || seen.contains(rotation.next())) {
                throw new IllegalArgumentException("the entry at " + rotation.position()
                        + " does not rotate from the log's newest key to a new one");
            }
            seen.add(rotation.next());
        }
    }

    /** A log whose key was never rotated. */
    public static LogKeys of(String first) {
        return new LogKeys(first, List.of());
    }

    /** These and a later rotation. */
    public LogKeys with(Rotation rotation) {
        return new LogKeys(first, Stream.concat(rotations.stream(), Stream.of(rotation)).toList());
    }

    /** As they were when the log had this many entries. */
    public LogKeys before(long size) {
        return new LogKeys(first, rotations.stream().filter(each -> each.position() < size).toList());
    }

    /**
     * The keys that sign the checkpoint of a commit. It is asked of the keys as they were {@linkplain #before before} the commit.
     *
     * @param sealed the time of the commit's entries
     */
    public List<String> signing(Instant sealed) {
        if (rotations.isEmpty()) {
            return List.of(first);
        }
        Rotation last = rotations.getLast();
        return overlaps(sealed) ? List.of(last.previous(), last.next()) : List.of(last.next());
    }

    /** Whether two keys sign at this time. */
    public boolean overlaps(Instant at) {
        return !rotations.isEmpty() && at.isBefore(rotations.getLast().overlapEnd());
    }

    /** The newest key. */
    public String current() {
        return rotations.isEmpty() ? first : rotations.getLast().next();
    }

    /** Every key the log has had, the oldest first. */
    public List<String> all() {
        return Stream.concat(Stream.of(first), rotations.stream().map(Rotation::next)).toList();
    }

    /** Every key with the time it stands, the oldest first. */
    public List<Standing> standings() {
        List<Standing> standings = new ArrayList<>();
        List<String> all = all();
        for (int i = 0; i < all.size(); i++) {
            standings.add(new Standing(all.get(i), i == 0 ? 0 : rotations.get(i - 1).position(),
                    i == rotations.size() ? null : rotations.get(i).overlapEnd()));
        }
        return List.copyOf(standings);
    }
}
