package io.countersign.command.store;

import io.countersign.command.store.Sealer.Sealed;
import io.countersign.command.store.Selection.Criterion;
import io.countersign.events.Scope;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The entries of recently used tags, decoded, so that a decision need not ask the database for what was sealed a moment ago. All that is kept is
 * complete to one and the same size of the log, {@link #size}, and every answer says it: what this node commits is added at once, and when another
 * node has committed in between, everything is forgotten. An answer may therefore be old but is never wrong, and an append made with it is rejected
 * if something came after.
 *
 * <p>
 * A tag's series holds every entry with the tag, or those of some types. It comes to be in two ways: read from the database, or, whole, with the
 * first entry ever that is about a subject. Whoever watched a deployment from its first entry knows its items' entries, too: they are among its own.
 */
final class RecentEvents {

    /** A series longer than this is not kept: nothing decides from it again and again. */
    private static final int LONGEST = 1_000;
    /** What a series or an entry in it takes beside the entry's bytes, roughly, in bytes. */
    private static final int OVERHEAD = 400;
    /** What an item's name and the list of its entries take, roughly, in bytes. */
    private static final int TOUCHED = 128;

    /** Entries that are meant, in order. @param size of the log to which there are no others */
    record Answer(long size, List<Known> entries) {}

    private static final class Series {
        final Criterion criterion;
        final List<Known> entries = new ArrayList<>();
        /** Its entries by the tags of items that they have; null when it was not watched from its first entry. */
        final @Nullable Map<String, List<Known>> touched;
        /** What came before this position is from the database; from there on it is what was committed here. */
        long from;
        boolean ready;
        boolean tooLong;

        Series(Criterion criterion, long from, boolean ready, boolean watched) {
            this.criterion = criterion;
            this.from = from;
            this.ready = ready;
            this.touched = watched ? new HashMap<>() : null;
        }

        String tag() {
            return criterion.tags().iterator().next();
        }

        boolean answers(Criterion asked) {
            return ready && (criterion.types().isEmpty() || criterion.types().equals(asked.types()));
        }
    }

    /** A read from the database that is under way; what is committed meanwhile is added to it. */
    final class Reading {
        private final List<Series> series;

        private Reading(List<Series> series) {
            this.series = series;
        }

        /** @param size of the log in the read's snapshot; @param found the entries of each criterion, in order */
        void done(long size, Map<Criterion, List<Known>> found) {
            synchronized (RecentEvents.this) {
                for (Series each : series) {
                    List<Known> since = each.entries.stream().filter(e -> e.position() >= size).toList();
                    each.entries.clear();
                    each.entries.addAll(found.getOrDefault(each.criterion, List.of()));
                    each.entries.addAll(since);
                    each.from = size;
                    if (each.entries.size() > LONGEST) {
                        drop(each);
                    } else if (kept(each)) {
                        each.ready = true;
                        weight += weight(each);
                    }
                }
                evict();
            }
        }

        void failed() {
            synchronized (RecentEvents.this) {
                series.forEach(RecentEvents.this::drop);
            }
        }
    }

    private final long budget;
    private final LinkedHashMap<String, List<Series>> byTag = new LinkedHashMap<>(1024, 0.75f, true);
    private long weight;
    private long size = -1;

    /** @param budget roughly how many bytes may be kept */
    RecentEvents(long budget) {
        this.budget = budget;
    }

    /** The entries that are meant; empty when not all of them are kept here. */
    synchronized Optional<Answer> find(Selection selection) {
        List<List<Known>> found = new ArrayList<>(selection.any().size());
        long complete = Long.MAX_VALUE;
        for (Criterion criterion : selection.any()) {
            Kept kept = kept(criterion);
            if (kept == null && !presumedNew(criterion)) {
                return Optional.empty();
            }
            complete = Math.min(complete, kept == null ? size : Math.max(size, kept.from()));
            found.add(kept == null ? List.of() : kept.entries());
        }
        return Optional.of(new Answer(complete, merged(selection, found, complete)));
    }

    /** Those of the criteria that nothing is kept for. */
    synchronized List<Criterion> missing(Selection selection) {
        return selection.any().stream().filter(c -> kept(c) == null && !presumedNew(c)).distinct().toList();
    }

    /** Whether it is taken to have no entries, see {@link Selection#once}; only once this node knows how long the log is. */
    private boolean presumedNew(Criterion criterion) {
        return size >= 0 && criterion.once();
    }

    private static List<Known> merged(Selection selection, List<List<Known>> found, long complete) {
        List<List<Known>> all = new ArrayList<>(found.size());
        for (int i = 0; i < found.size(); i++) {
            Set<String> types = selection.any().get(i).types();
            List<Known> meant = new ArrayList<>(found.get(i).size());
            for (Known each : found.get(i)) {
                if (each.position() < complete && (types.isEmpty() || types.contains(each.type()))) {
                    meant.add(each);
                }
            }
            all.add(meant);
        }
        return merged(all);
    }

    /** Every entry with a criterion's tag, and types if it has any, to {@link #size} or {@code from}, whichever is greater. */
    private record Kept(List<Known> entries, long from) {}

    private @Nullable Kept kept(Criterion criterion) {
        if (criterion.tags().size() != 1) {
            return null;
        }
        String tag = criterion.tags().iterator().next();
        for (Series each : byTag.getOrDefault(tag, List.of())) {
            if (each.answers(criterion)) {
                return new Kept(each.entries, each.from);
            }
        }
        for (Series each : ofSubject(tag)) {
            if (each.touched != null) {
                return new Kept(each.touched.getOrDefault(tag, List.of()), each.from);
            }
        }
        return null;
    }

    /** The series of the deployment that an item's tag belongs to. */
    private List<Series> ofSubject(String tag) {
        return byTag.getOrDefault(Scope.subjectOf(tag).orElse(""), List.of());
    }

    /** To be called before the database is asked for criteria of one tag each, so that nothing committed meanwhile is missed. */
    synchronized Reading reading(List<Criterion> criteria) {
        List<Series> series = new ArrayList<>(criteria.size());
        for (Criterion criterion : criteria) {
            List<Series> ofTag = byTag.computeIfAbsent(criterion.tags().iterator().next(), _ -> new ArrayList<>(1));
            if (ofTag.stream().noneMatch(s -> s.criterion.equals(criterion))) {
                Series fresh = new Series(criterion, 0, false, false);
                ofTag.add(fresh);
                series.add(fresh);
            }
        }
        return new Reading(series);
    }

    /** The last index of those of the tags whose whole series is kept, by the entries below a position; −1 for a tag never used. */
    synchronized Map<String, Long> lastIndexes(Iterable<String> tags, long position) {
        Map<String, Long> indexes = new HashMap<>();
        for (String tag : tags) {
            Kept kept = kept(new Criterion(Set.of(tag), Set.of()));
            if (kept != null && Math.max(size, kept.from()) == position) {
                indexes.put(tag, kept.entries().size() - 1L);
            }
        }
        return indexes;
    }

    /** Adds what this node committed. @param before size of the log before it */
    synchronized void committed(long before, List<Sealed> entries) {
        if (before != size) {
            forget();
        }
        for (Sealed entry : entries) {
            Known known = new Known(entry.position(), entry.event().type(), entry.bytes());
            int at = 0;
            for (String tag : entry.event().tags()) {
                add(tag, entry.indexes()[at++], entry, known);
            }
            touch(entry.event(), known);
        }
        size = before + entries.size();
        evict();
    }

    private void add(String tag, long index, Sealed entry, Known known) {
        List<Series> ofTag = byTag.get(tag);
        if (ofTag == null) {
            if (index == 0 && tag.equals(entry.event().subject())) {
                Series born = new Series(new Criterion(Set.of(tag), Set.of()), entry.position(), true, true);
                born.entries.add(known);
                byTag.put(tag, new ArrayList<>(List.of(born)));
                weight += weight(born);
            }
            return;
        }
        for (Series each : ofTag) {
            if (entry.position() >= each.from
                    && (each.criterion.types().isEmpty() || each.criterion.types().contains(known.type()))) {
                each.entries.add(known);
                weight += each.ready ? known.bytes() + OVERHEAD : 0;
                each.tooLong = each.entries.size() > LONGEST;
            }
        }
        if (ofTag.stream().anyMatch(s -> s.tooLong)) {
            List.copyOf(ofTag).stream().filter(s -> s.tooLong).forEach(this::drop);
        }
    }

    private void touch(Sealable event, Known known) {
        for (String tag : event.tags()) {
            for (Series each : ofSubject(tag)) {
                Map<String, List<Known>> touched = each.touched;
                if (touched != null) {
                    touched.computeIfAbsent(tag, _ -> newlyTouched()).add(known);
                }
            }
        }
    }

    private List<Known> newlyTouched() {
        weight += TOUCHED;
        return new ArrayList<>(1);
    }

    private void forget() {
        byTag.clear();
        weight = 0;
    }

    /** Whether it is still among those kept, rather than forgotten while it was being read. */
    private boolean kept(Series series) {
        return byTag.getOrDefault(series.tag(), List.of()).contains(series);
    }

    private void drop(Series series) {
        List<Series> ofTag = byTag.get(series.tag());
        if (ofTag != null && ofTag.remove(series)) {
            weight -= series.ready ? weight(series) : 0;
            if (ofTag.isEmpty()) {
                byTag.remove(series.tag());
            }
        }
    }

    private void evict() {
        Iterator<List<Series>> oldest = byTag.values().iterator();
        while (weight > budget && oldest.hasNext()) {
            List<Series> ofTag = oldest.next();
            // what is being read weighs nothing yet and is waited for
            if (ofTag.stream().allMatch(s -> s.ready)) {
                weight -= ofTag.stream().mapToLong(RecentEvents::weight).sum();
                oldest.remove();
            }
        }
    }

    private static long weight(Series series) {
        long sum = OVERHEAD + (series.touched == null ? 0 : (long) TOUCHED * series.touched.size());
        for (Known each : series.entries) {
            sum += each.bytes() + OVERHEAD;
        }
        return sum;
    }

    /** Joins what was found for several criteria, each in order: in order, and every entry once. */
    static List<Known> merged(List<List<Known>> found) {
        List<Known> all = new ArrayList<>();
        found.forEach(all::addAll);
        // runs in order are only merged by this sort
        all.sort(Comparator.comparingLong(Known::position));
        List<Known> once = new ArrayList<>(all.size());
        for (Known each : all) {
            if (once.isEmpty() || once.getLast().position() != each.position()) {
                once.add(each);
            }
        }
        return once;
    }
}
