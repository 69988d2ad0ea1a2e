package io.countersign.command.schedule;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Something that falls due. All that is done about it follows from the log, so that it may be looked at by any node, at any time, as often as one likes: too
 * often does nothing, too late does it late.
 */
public interface Overseen {

    /** Its name in the timetable. */
    String name();

    /** All that is to be looked at, each by a name of its own. */
    List<String> subjects();

    /**
     * Does what is due.
     *
     * @return when to look again; empty when nothing will fall due as it stands
     */
    Optional<Instant> look(String subject);
}
