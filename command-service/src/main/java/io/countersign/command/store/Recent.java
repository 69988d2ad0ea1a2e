package io.countersign.command.store;

import io.countersign.command.store.Selection.Criterion;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the appender remembers so that it need not ask the database again: the last entries' types and tags, for append conditions, and the last
 * index of recently used tags. True as long as no other node appends; forgotten when one does.
 */
final class Recent {

    static final int ENTRIES = 5_000;
    static final int TAGS = 50_000;

    record Seen(String type, Set<String> tags) {}

    private final int tagLimit;
    private final Deque<Seen> entries = new ArrayDeque<>();
    private long next;
    /** Tags counted in the batch at hand, each time it was. */
    private int counted;
    /** Of each tag of the remembered entries, the position of the last that has it. */
    private final Map<String, Long> lastSeen = new HashMap<>();
    private final Map<String, Long> lastIndex = new LinkedHashMap<>(1024, 0.75f, true);
    /** Of this batch alone: nobody will count them on, see {@link Selection#once}. */
    private final Map<String, Long> once = new HashMap<>();

    Recent() {
        this(TAGS);
    }

    Recent(int tagLimit) {
        this.tagLimit = tagLimit;
    }

    /** Forgets everything; the next entry is at this position. */
    void restart(long size) {
        entries.clear();
        lastSeen.clear();
        lastIndex.clear();
        once.clear();
        next = size;
    }

    /** Whether every entry from this position on is remembered. */
    boolean reaches(long position) {
        return position >= next - entries.size();
    }

    /** Whether a remembered entry at or after a position is meant. */
    boolean anySince(long position, Selection selection) {
        // Most tags were not used since, which the index tells at once; only what is left is worth looking through entries for.
        List<Criterion> possible = selection.any().stream().filter(c -> usedSince(position, c.tags())).toList();
        if (possible.isEmpty() && !selection.any().isEmpty()) {
            return false;
        }
        Selection rest = new Selection(possible);
        Iterator<Seen> backwards = entries.descendingIterator();
        for (long at = next - 1; at >= position && backwards.hasNext(); at--) {
            if (rest.matches(backwards.next())) {
                return true;
            }
        }
        return false;
    }

    private boolean usedSince(long position, Set<String> tags) {
        for (String tag : tags) {
            Long last = lastSeen.get(tag);
            if (last == null || last < position) {
                return false;
            }
        }
        return true;
    }

    void add(Seen entry) {
        entries.addLast(entry);
        for (String tag : entry.tags()) {
            lastSeen.put(tag, next);
        }
        next++;
        if (entries.size() > ENTRIES) {
            long position = next - entries.size();
            for (String tag : entries.removeFirst().tags()) {
                lastSeen.remove(tag, position);
            }
        }
    }

    /** Those of the tags to be counted on whose last index is not remembered. The others will be until {@link #nextBatch}. */
    Set<String> unknown(Collection<Sealable> events) {
        Set<String> unknown = new HashSet<>();
        for (Sealable event : events) {
            for (String tag : event.tags()) {
                // get, not containsKey: looking a tag up counts as using it
                if (!Selection.once(tag) && lastIndex.get(tag) == null) {
                    unknown.add(tag);
                }
            }
        }
        return unknown;
    }

    void remember(Map<String, Long> indexes) {
        lastIndex.putAll(indexes);
    }

    /** The tag's next index, counted on. A tag that neither this nor the database knows begins at 0, so nothing may be forgotten within a batch. */
    long count(String tag) {
        counted++;
        return (Selection.once(tag) ? once : lastIndex).merge(tag, 0L, (last, _) -> last + 1);
    }

    /** Forgets the tags least recently used, but none of the batch before, which may not be stored yet: those were used last, by being counted. */
    void nextBatch() {
        once.clear();
        Iterator<String> oldest = lastIndex.keySet().iterator();
        for (int over = lastIndex.size() - Math.max(tagLimit, counted); over > 0; over--) {
            oldest.next();
            oldest.remove();
        }
        counted = 0;
    }
}
