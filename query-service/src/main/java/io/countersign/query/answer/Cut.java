package io.countersign.query.answer;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What stands on a page.
 *
 * @param next cursor of the page after it; null on the last
 */
public record Cut<R>(List<R> rows, @Nullable String next) {

    /**
     * Cuts a page off.
     *
     * @param found one more than fits, if there are so many: whether it is there tells whether a page follows
     * @param limit how many fit
     * @param at    the moment of the first page
     * @param after where the list goes on after a row, as the list orders it
     */
    public static <R> Cut<R> of(List<R> found, int limit, Moment at, Function<R, Object> after) {
        if (found.size() <= limit) {
            return new Cut<>(found, null);
        }
        List<R> rows = found.subList(0, limit);
        return new Cut<>(rows, new Cursor(at, after.apply(rows.getLast()).toString()).format());
    }
}
