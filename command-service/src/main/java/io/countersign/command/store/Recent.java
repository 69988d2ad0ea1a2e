package io.countersign.command.store;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * What the appender remembers so that it need not ask the database again: the last entries' types and tags, for append conditions, and the last
 * index of recently used tags. True as long as no other node appends; forgotten when one does.
 */
final class Recent {

    private static final int ENTRIES = 20_000;
    private static final int TAGS = 200_000;

    record Seen(String type, Set<String> tags) {}

    private final Deque<Seen> entries = new ArrayDeque<>();
    private long next;
    private final Map<String, Long> lastIndex = new LinkedHashMap<>(1024, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > TAGS;
        }
    };

    /** Forgets everything; the next entry is at this position. */
    void restart(long size) {
        entries.clear();
        lastIndex.clear();
        next = size;
    }

    /** Whether every entry from this position on is remembered. */
    boolean reaches(long position) {
        return position >= next - entries.size();
    }

    /** Whether a remembered entry at or after a position is meant. */
    boolean anySince(long position, Selection selection) {
        Iterator<Seen> backwards = entries.descendingIterator();
        for (long at = next - 1; at >= position && backwards.hasNext(); at--) {
            if (selection.matches(backwards.next())) {
                return true;
            }
        }
        return false;
    }

    void add(Seen entry) {
        entries.addLast(entry);
        next++;
        if (entries.size() > ENTRIES) {
            entries.removeFirst();
        }
    }

    /** Those of the tags whose last index is not remembered. */
    Set<String> unknown(Iterable<Sealable> events) {
        Set<String> unknown = new HashSet<>();
        for (Sealable event : events) {
            for (String tag : event.allTags()) {
                if (!lastIndex.containsKey(tag)) {
                    unknown.add(tag);
                }
            }
        }
        return unknown;
    }

    void remember(Map<String, Long> indexes) {
        lastIndex.putAll(indexes);
    }

    /** The tag's next index, counted on. */
    long count(String tag) {
        return lastIndex.merge(tag, 0L, (last, _) -> last + 1);
    }
}
