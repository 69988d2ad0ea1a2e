package io.countersign.command.store;

import io.countersign.command.store.RecentEvents.Answer;
import io.countersign.command.store.Selection.Criterion;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Answers what decisions rest on: from {@link RecentEvents} if it is all there, else from the database, for all who have to ask it in one statement,
 * as appends are committed in one.
 */
final class Lookups {

    private final LookupTable table;
    private final RecentEvents recent;
    private final Together<Selection, Answer> together = new Together<>(this::read);

    Lookups(LookupTable table, RecentEvents recent) {
        this.table = table;
        this.recent = recent;
    }

    /** Whether a selection can be looked up here: each of its criteria is one tag, and types or none. */
    static boolean fits(Selection selection) {
        return !selection.any().isEmpty() && selection.any().stream().allMatch(c -> c.tags().size() == 1);
    }

    /**
     * @param fresh whether the database is to be asked whatever is remembered
     * @throws StoreUnavailable when the database does not answer
     */
    Answer find(Selection selection, boolean fresh) {
        if (!fresh) {
            Optional<Answer> remembered = recent.find(selection);
            if (remembered.isEmpty()) {
                // most of it may be there: what is read now will be, too
                together.ask(new Selection(recent.missing(selection)));
                remembered = recent.find(selection);
            }
            if (remembered.isPresent()) {
                return remembered.get();
            }
        }
        return together.ask(selection);
    }

    private List<Answer> read(List<Selection> selections) {
        List<Criterion> asked = selections.stream().flatMap(each -> each.any().stream()).distinct().toList();
        RecentEvents.Reading reading = recent.reading(asked);
        try {
            LookupTable.Found found = table.find(asked);
            reading.done(found.size(), found.entries());
            return selections.stream().map(each -> answer(each, found)).toList();
        } catch (SQLException e) {
            reading.failed();
            throw new StoreUnavailable("the ledger's database did not answer: " + e.getMessage(), e);
        } catch (RuntimeException | Error e) {
            reading.failed();
            throw e;
        }
    }

    private static Answer answer(Selection selection, LookupTable.Found found) {
        Map<Criterion, List<Known>> entries = found.entries();
        return new Answer(found.size(), RecentEvents.merged(
                selection.any().stream().map(c -> entries.getOrDefault(c, List.of())).toList()));
    }
}
