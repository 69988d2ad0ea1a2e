package io.countersign.ledger.evidence;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * That nothing was left out. The entries of a stream are numbered without gaps inside the sealed entries themselves, and the export's own entry is the last of the streams that were
 * asked for: so for a deployment every index from 0 to the export's must be there; for a period every index from the one before the period to the one after it, and those
 * between the pack's assembly and its export. Entries of the stream further away from the period may be there for another reason, such as standing next to the period in another stream that was
 * asked for; they are not counted.
 */
final class Completeness {

    /** An entry's number in the population asked for. */
    private record Numbered(long index, PackEntry entry) {}

    private final Export export;
    private final List<PackEntry> entries;
    private final PackEntry exportEntry;

    /** @param entries all of the pack, by rising position; the export's is the last */
    Completeness(Export export, List<PackEntry> entries) {
        this.export = export;
        this.entries = entries;
        this.exportEntry = entries.getLast();
    }

    void check(Findings findings) throws FaultFound {
        for (PackEntry each : entries) {
            boolean after = each.position() > export.through();
            if (after != (each.isLater() || each.isExport())) {
                throw FaultFound.at(each.position(), each.file(), "place", after ? "later/" : "entries/", each.file());
            }
        }
        if (export.streams().isEmpty()) {
            check("the whole log", number(""), findings);
        }
        for (String stream : export.streams()) {
            if (exportEntry.indexIn(stream).isEmpty()) {
                throw FaultFound.at(exportEntry.position(), exportEntry.file(), "streams", stream,
                        exportEntry.entry().streams());
            }
            check(stream, number(stream), findings);
        }
    }

    private List<Numbered> number(String stream) {
        List<Numbered> numbered = new ArrayList<>();
        for (PackEntry each : entries) {
            OptionalLong index = stream.isEmpty() ? OptionalLong.of(each.position()) : each.indexIn(stream);
            index.ifPresent(n -> numbered.add(new Numbered(n, each)));
        }
        return numbered;
    }

    private void check(String stream, List<Numbered> all, Findings findings) throws FaultFound {
        List<Numbered> entries = all.stream().filter(each -> !each.entry().isLater() && !each.entry().isExport())
                .toList();
        List<Numbered> after = all.subList(entries.size(), all.size());
        List<Numbered> before = ofPeriod(entries);
        requireGapless(stream, before);
        requireGapless(stream, after);
        Numbered first = before.isEmpty() ? after.getFirst() : before.getFirst();
        boolean begins = first.index() == 0 || !export.ofDeployment() && export.from() != null && !before.isEmpty()
                && first.entry().entry().time().isBefore(export.from());
        if (!begins) {
            throw fault(stream, first,
                    export.ofDeployment() || export.from() == null ? 0 : "0, or one before " + export.from(),
                    first.index());
        }
        boolean ends = !before.isEmpty() && !export.ofDeployment() && export.to() != null
                && !before.getLast().entry().entry().time().isBefore(export.to());
        long next = before.isEmpty() ? 0 : before.getLast().index() + 1;
        if (!ends && after.getFirst().index() != next) {
            throw fault(stream, after.getFirst(), next, after.getFirst().index());
        }
        findings.passed(ends
                ? stream + ": every entry of the period is here, index " + first.index() + " to "
                        + before.getLast().index()
                : stream + ": every entry is here, index " + first.index() + " to the export's own, "
                        + after.getLast().index());
    }

    /** From the last entry before the period to the first one after it; all, where none was asked for. */
    private List<Numbered> ofPeriod(List<Numbered> entries) {
        Instant from = export.ofDeployment() ? null : export.from();
        Instant to = export.ofDeployment() ? null : export.to();
        int begin = 0;
        int end = 0;
        for (Numbered each : entries) {
            Instant time = each.entry().entry().time();
            boolean over = end > begin && to != null && !entries.get(end - 1).entry().entry().time().isBefore(to);
            if (over) {
                break;
            }
            if (from != null && time.isBefore(from)) {
                begin = end;
            }
            end++;
        }
        return entries.subList(begin, end);
    }

    private static void requireGapless(String stream, List<Numbered> run) throws FaultFound {
        for (int i = 1; i < run.size(); i++) {
            long expected = run.get(i - 1).index() + 1;
            if (run.get(i).index() != expected) {
                throw fault(stream, run.get(i), expected, run.get(i).index());
            }
        }
    }

    private static FaultFound fault(String stream, Numbered found, Object expected, Object index) {
        return FaultFound.at(found.entry().position(), found.entry().file(),
                "index in " + stream + " (an entry is missing)", expected, index);
    }
}
