package io.countersign.ledger.evidence;

import io.countersign.ledger.checkpoint.Checkpoint;
import io.countersign.ledger.checkpoint.TlogProof;
import io.countersign.ledger.entry.Entry;
import io.countersign.ledger.entry.EntryCodec;
import io.countersign.ledger.entry.MalformedEntry;
import io.countersign.ledger.hash.Digest;
import io.countersign.ledger.hash.TreeHasher;
import io.countersign.ledger.note.NoteRejected;
import io.countersign.ledger.tree.ProofRejected;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** That every entry of a pack stands in the log: well-formed, where it says, under the checkpoint, linked to the one before it, not earlier than it. */
final class PackEntries {

    private final PackContents contents;
    private final Checkpoint checkpoint;
    private final String checkpointNote;

    PackEntries(PackContents contents, Checkpoint checkpoint) throws FaultFound {
        this.contents = contents;
        this.checkpoint = checkpoint;
        this.checkpointNote = contents.text(PackName.CHECKPOINT);
    }

    /** @return all entries, by rising position, the export's last */
    List<PackEntry> check(Findings findings) throws FaultFound {
        List<PackEntry> entries = decode();
        PackEntry before = null;
        for (PackEntry each : entries) {
            checkProof(each);
            checkLink(before, each);
            before = each;
        }
        if (before == null || !before.isExport()) {
            throw FaultFound.in(PackName.EXPORT, "position", "after every other entry's",
                    contents.has(PackName.EXPORT) ? "before" : "no such file");
        }
        Set<String> proofs = new HashSet<>();
        entries.forEach(each -> proofs.add(PackName.proof(each.position())));
        for (String name : contents.names("proofs/")) {
            if (!proofs.contains(name)) {
                throw FaultFound.in(name, "proof", "of an entry in this pack", "of none");
            }
        }
        findings.passed("entries: all " + entries.size() + ", positions " + entries.getFirst().position() + " to "
                + before.position()
                + ", are well-formed and proven to stand under the checkpoint; neighbours are chained; time never runs backwards");
        return entries;
    }

    private List<PackEntry> decode() throws FaultFound {
        List<String> names = new ArrayList<>(contents.names("entries/"));
        names.addAll(contents.names("later/"));
        names.add(PackName.EXPORT);
        List<PackEntry> entries = new ArrayList<>(names.size());
        FaultFound first = null;
        for (String name : names) {
            try {
                entries.add(decode(name));
            } catch (FaultFound found) {
                first = earlier(first, found);
            }
        }
        if (first != null) {
            throw first;
        }
        entries.sort(Comparator.comparingLong(PackEntry::position));
        for (int i = 1; i < entries.size(); i++) {
            if (entries.get(i).position() == entries.get(i - 1).position()) {
                throw FaultFound.at(entries.get(i).position(), entries.get(i).file(), "position", "in one file",
                        "also in " + entries.get(i - 1).file());
            }
        }
        return entries;
    }

    private static FaultFound earlier(@Nullable FaultFound one, FaultFound other) {
        return one == null || position(other) < position(one) ? other : one;
    }

    private static long position(FaultFound found) {
        Long position = found.fault().position();
        return position == null ? Long.MAX_VALUE : position;
    }

    private PackEntry decode(String name) throws FaultFound {
        byte[] bytes = contents.bytes(name);
        Entry entry;
        try {
            entry = EntryCodec.decode(bytes);
        } catch (MalformedEntry e) {
            throw FaultFound.in(name, "content", "an entry in its one spelling", String.valueOf(e.getMessage()));
        }
        Long named = PackName.position(name);
        if (named != null && named != entry.position()) {
            throw FaultFound.in(name, "position", named, entry.position());
        }
        if (!entry.source().equals(checkpoint.origin())) {
            throw FaultFound.at(entry.position(), name, "source", checkpoint.origin(), entry.source());
        }
        return new PackEntry(name, entry, TreeHasher.leaf(bytes));
    }

    private void checkProof(PackEntry entry) throws FaultFound {
        String name = PackName.proof(entry.position());
        TlogProof proof;
        try {
            proof = TlogProof.parse(contents.text(name));
        } catch (NoteRejected e) {
            throw FaultFound.in(name, "content", "a tlog-proof", String.valueOf(e.getMessage()));
        }
        if (proof.extra().isPresent()) {
            throw FaultFound.in(name, "extra", "none in a pack", proof.extra().get());
        }
        if (proof.index() != entry.position()) {
            throw FaultFound.in(name, "index", entry.position(), proof.index());
        }
        if (!proof.checkpoint().format().equals(checkpointNote)) {
            throw FaultFound.in(name, "checkpoint", "the pack's, word for word",
                    proof.checkpoint().text().replace('\n', ' '));
        }
        try {
            proof.check(entry.leaf(), checkpoint);
        } catch (ProofRejected e) {
            throw FaultFound.at(entry.position(), entry.file(), "inclusion in the tree of the checkpoint", e.expected(),
                    e.found());
        }
    }

    private static void checkLink(@Nullable PackEntry before, PackEntry entry) throws FaultFound {
        Digest previous = entry.entry().previous();
        // not adjacent: the leaf before is not in the pack, and the proof alone places this entry
        Digest expected = entry.position() == 0
                ? TreeHasher.EMPTY
                : before != null && before.position() == entry.position() - 1 ? before.leaf() : previous;
        if (!previous.equals(expected)) {
            throw FaultFound.at(entry.position(), entry.file(), "previous", expected, previous);
        }
        if (before != null && entry.entry().time().isBefore(before.entry().time())) {
            throw FaultFound.at(entry.position(), entry.file(), "time", "not before " + before.entry().time(),
                    entry.entry().time());
        }
    }
}
