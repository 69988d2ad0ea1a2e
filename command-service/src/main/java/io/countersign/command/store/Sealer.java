package io.countersign.command.store;

import io.countersign.ledger.checkpoint.Checkpoint;
import io.countersign.ledger.entry.Entry;
import io.countersign.ledger.entry.EntryCodec;
import io.countersign.ledger.entry.StreamIndex;
import io.countersign.ledger.hash.Digest;
import io.countersign.ledger.hash.TreeHasher;
import io.countersign.ledger.note.NoteSigner;
import io.countersign.ledger.note.SignedNote;
import io.countersign.ledger.tree.Tile;
import io.countersign.ledger.tree.Tree;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Turns events into the next entries of the log, with tiles and a signed checkpoint. Pure: neither clock nor database. */
final class Sealer {

    /** One entry as it will be stored. @param indexes its tags with its index in each */
    record Sealed(Entry entry, Sealable event, byte[] bytes, Digest leaf, Map<String, Long> indexes) {

        long position() {
            return entry.position();
        }
    }

    /** All that one commit stores. @param before where the log ended; @param after where it ends then */
    record Batch(Head before, Head after, List<Sealed> entries, List<Tile> tiles, SignedNote checkpoint) {}

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
            Map<String, Long> indexes = new HashMap<>();
            event.tags().forEach(tag -> indexes.put(tag, counts.count(tag)));
            Entry entry = entry(event, now, position++, previous, indexes);
            byte[] bytes = EntryCodec.encode(entry);
            Digest leaf = TreeHasher.leaf(bytes);
            entries.add(new Sealed(entry, event, bytes, leaf, indexes));
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
     * Refuses what could never be sealed before it joins a batch, so that it fails alone.
     *
     * @throws IllegalArgumentException as {@link EntryCodec#encode}
     */
    void requireSealable(Sealable event) {
        Map<String, Long> widest = new HashMap<>();
        event.streams().forEach(s -> widest.put(s, Long.MAX_VALUE));
        EntryCodec.encode(entry(event, Instant.EPOCH, Long.MAX_VALUE, TreeHasher.EMPTY, widest));
    }

    private Entry entry(Sealable event, Instant now, long position, Digest previous, Map<String, Long> indexes) {
        List<StreamIndex> streams = event.streams().stream().map(s -> new StreamIndex(s, indexes.getOrDefault(s, 0L)))
                .toList();
        return new Entry(event.id(), origin, event.type(), event.subject(), now, position, previous, streams,
                event.author(),
                event.idempotencyKey(), event.requestDigest(), event.data());
    }
}
