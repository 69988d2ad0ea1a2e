package io.countersign.query.answer;

import org.jspecify.annotations.Nullable;

/**
 * One consistent look at mirror and views.
 *
 * @param moment     what is asked about
 * @param head       last position mirrored; −1 when there is none
 * @param checkpoint the log's signed note that covers everything up to the head; null when there is none
 */
public record Snapshot(Moment moment, long head, @Nullable String checkpoint) {

    public long position() {
        return moment.position();
    }
}
