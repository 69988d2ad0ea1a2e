package io.countersign.ledger.checkpoint;

import io.countersign.ledger.hash.Digest;
import io.countersign.ledger.hash.TreeHasher;
import io.countersign.ledger.note.NoteRejected;
import io.countersign.ledger.note.NoteRejected.Reason;
import io.countersign.ledger.note.NoteSigner;
import io.countersign.ledger.note.SignedNote;
import io.countersign.ledger.note.VerifierKey;
import java.util.Collection;
import java.util.List;

/**
 * What a log says of itself at a size (C2SP tlog-checkpoint): three lines, signed as a note by the log's key, whose name is the origin.
 *
 * <pre>
 * example.com/behind-the-sofa
 * 20852163
 * CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=
 * </pre>
 *
 * @param origin the log's name
 * @param size   number of entries
 * @param root   Merkle tree hash over them; of no entries, SHA-256 of nothing
 */
public record Checkpoint(String origin, long size, Digest root) {

    public Checkpoint {
        if (origin.isEmpty() || origin.indexOf('\n') >= 0) {
            throw new IllegalArgumentException("a checkpoint's origin is one line that is not empty");
        }
        if (size < 0) {
            throw new IllegalArgumentException("a log's size is not negative: " + size);
        }
        if (size == 0 && !root.equals(TreeHasher.EMPTY)) {
            throw new IllegalArgumentException("the empty tree's root is " + TreeHasher.EMPTY + ", not " + root);
        }
    }

    /** The note's text: three lines, each with its newline. */
    public String text() {
        return origin + "\n" + size + "\n" + root.base64() + "\n";
    }

    /**
     * Reads a note's text in its one spelling. Extension lines, which tlog-checkpoint does not recommend, are refused.
     *
     * @throws NoteRejected as malformed
     */
    public static Checkpoint parse(String text) throws NoteRejected {
        String[] lines = text.split("\n", -1);
        if (lines.length != 4 || !lines[3].isEmpty()) {
            throw new NoteRejected(Reason.MALFORMED, "a checkpoint has three lines, this text " + (lines.length - 1));
        }
        try {
            Checkpoint parsed = new Checkpoint(lines[0], Long.parseLong(lines[1]), Digest.ofBase64(lines[2]));
            if (parsed.text().equals(text)) {
                return parsed;
            }
        } catch (IllegalArgumentException e) {
            throw new NoteRejected(Reason.MALFORMED, "no checkpoint: " + e.getMessage());
        }
        throw new NoteRejected(Reason.MALFORMED, "checkpoint not in its shortest form: " + text);
    }

    /** This checkpoint as a note by these signers; the log's own first. */
    public SignedNote sign(NoteSigner... signers) {
        return SignedNote.sign(text(), signers);
    }

    /**
     * The checkpoint of a note that the log's key has signed. Other keys' lines are ignored.
     *
     * @throws NoteRejected if the log's key has not signed it, its text is no checkpoint, or its origin is not the key's name
     */
    public static Checkpoint open(SignedNote note, VerifierKey log) throws NoteRejected {
        return open(note, List.of(log));
    }

    /** As {@link #open(SignedNote, VerifierKey)}, for a log that has had several keys: one of them must have signed. */
    public static Checkpoint open(SignedNote note, Collection<VerifierKey> logKeys) throws NoteRejected {
        String signer = note.open(logKeys).getFirst().name();
        Checkpoint checkpoint = parse(note.text());
        if (!checkpoint.origin().equals(signer)) {
            throw new NoteRejected(Reason.UNEXPECTED, "checkpoint of " + checkpoint.origin() + ", signed by " + signer);
        }
        return checkpoint;
    }
}
