package io.countersign.command.store;

import io.countersign.events.LedgerEvents.LogKeyRotated;
import io.countersign.ledger.checkpoint.Checkpoint;
import io.countersign.ledger.entry.Entry;
import io.countersign.ledger.entry.EntryCodec;
import io.countersign.ledger.entry.EntryDraft;
import io.countersign.ledger.entry.StreamIndex;
import io.countersign.ledger.hash.Digest;
import io.countersign.ledger.hash.TreeHasher;
import io.countersign.ledger.note.NoteSigner;
import io.countersign.ledger.note.SignedNote;
import io.countersign.ledger.tree.Tile;
import io.countersign.ledger.tree.Tree;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Turns events into the next entries of the log, with tiles and a signed checkpoint. Pure: neither clock nor database. */
final class Sealer {

    /** One entry as it will be stored. @param indexes its index in each of its tags, in their order */
    @SuppressWarnings("ArrayRecordComponent") // two of these are never compared
    record Sealed(long position, Sealable event, byte[] bytes, Digest leaf, long[] indexes) {}

    /** All that one commit stores. @param before where the log ended; @param after where it ends then */
    record Batch(Head before, Head after, List<Sealed> entries, List<Tile> tiles, SignedNote checkpoint) {

        /** Whether it changes the keys that what comes after it is signed with. */
        boolean rotates() {
            return entries.stream().anyMatch(each -> each.event().tags().contains(LogKeyRotated.TAG));
        }
    }

    private final String origin;
    private final LogSigning signing;

    Sealer(String origin, NoteSigner signer) {
        this(origin, LogSigning.by(signer));
    }

    Sealer(String origin, LogSigning signing) {
        this.origin = origin;
        this.signing = signing;
    }

    /** Why nothing can be sealed at that time; empty when it can. */
    Optional<String> lacking(Instant now) {
        return signing.lacking(now);
    }

    /** @param counts gives each tag's next index; asked once per tag and entry, in order */
    Batch seal(Head head, List<Sealable> events, Recent counts, Instant now) {
        List<Sealed> entries = new ArrayList<>(events.size());
        List<Digest> leaves = new ArrayList<>(events.size());
        Digest previous = head.last();
        long position = head.size();
        for (Sealable event : events) {
            long[] indexes = new long[event.tags().size()];
            int next = 0;
            for (String tag : event.tags()) {
                indexes[next++] = counts.count(tag);
            }
            byte[] bytes = draft(event).seal(now, position, previous, indexes);
            Digest leaf = TreeHasher.leaf(bytes);
            entries.add(new Sealed(position++, event, bytes, leaf, indexes));
            leaves.add(leaf);
            previous = leaf;
        }
        List<Tile> tiles = new ArrayList<>();
        Tree tree = head.tree().append(leaves, tiles::add);
        SignedNote checkpoint = new Checkpoint(origin, tree.size(), tree.root())
                .sign(signing.at(now).toArray(NoteSigner[]::new));
        return new Batch(head, new Head(tree, previous, now), entries, tiles, checkpoint);
    }

    /**
     * Checks and spells what can be before sealing: what could never be sealed fails here, alone, and on its caller's thread.
     *
     * @throws IllegalArgumentException as {@link EntryCodec#encode}
     */
    Sealable drafted(Sealable event) {
        return event.with(draft(event));
    }

    private EntryDraft draft(Sealable event) {
        EntryDraft draft = event.draft();
        if (draft != null) {
            return draft;
        }
        List<StreamIndex> widest = event.streams().stream().map(s -> new StreamIndex(s, Long.MAX_VALUE)).toList();
        Entry entry = new Entry(event.id(), origin, event.type(), event.subject(), Instant.EPOCH, Long.MAX_VALUE,
                TreeHasher.EMPTY, widest, event.author(), event.idempotencyKey(), event.requestDigest(), event.data());
        EntryDraft made = EntryDraft.of(entry);
        long[] indexes = new long[widest.size()];
        Arrays.fill(indexes, Long.MAX_VALUE);
        var _ = made.seal(Instant.EPOCH, Long.MAX_VALUE, TreeHasher.EMPTY, indexes);
        return made;
    }
}
