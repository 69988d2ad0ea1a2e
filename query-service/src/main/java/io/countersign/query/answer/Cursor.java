package io.countersign.query.answer;

import io.countersign.query.answer.Reads.Asked;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Where a list goes on: base64url of {@code position|instant|after}. It pins the moment of the first page, so that pages fit together whatever is
 * recorded meanwhile. On its way out and in it is sealed for its list ({@link CursorSeal}).
 *
 * @param after what the last page ended with, as the list orders it
 */
public record Cursor(Moment moment, String after) {

    public String format() {
        String text = moment.position() + "|" + moment.instant() + "|" + after;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** @return null for none */
    public static @Nullable Cursor parse(@Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8).split("\\|", 3);
            if (parts.length == 3 && parts[0].matches("-?[0-9]{1,18}")) {
                return new Cursor(new Moment(Long.parseLong(parts[0]), Reads.instant("cursor", parts[1])), parts[2]);
            }
        } catch (IllegalArgumentException e) {
            throw Problem.invalid("cursor", "The cursor is none that this service gave out.");
        }
        throw Problem.invalid("cursor", "The cursor is none that this service gave out.");
    }

    /** Where it goes on, for a list ordered by a number. */
    public long afterNumber() {
        if (!after.matches("[0-9]{1,18}")) {
            throw Problem.invalid("cursor", "The cursor is none that this service gave out for this list.");
        }
        return Long.parseLong(after);
    }

    /** A page's length: 100 unless asked for, at most 1,000. */
    public static int limit(@Nullable Integer asked) {
        int limit = asked == null ? 100 : asked;
        if (limit < 1 || limit > 1_000) {
            throw Problem.invalid("limit", "limit is 1 to 1000, not " + limit + ".");
        }
        return limit;
    }

    /** What to ask, at the pinned moment if a cursor came along. */
    public static Asked asked(@Nullable Cursor cursor, Asked asked) {
        return cursor == null || cursor.moment().position() < 0 ? asked : asked.pinned(cursor.moment().position());
    }

    /** The moment of a page: the first page's. */
    public static Moment moment(@Nullable Cursor cursor, Snapshot snapshot) {
        return cursor == null ? snapshot.moment() : cursor.moment();
    }
}
