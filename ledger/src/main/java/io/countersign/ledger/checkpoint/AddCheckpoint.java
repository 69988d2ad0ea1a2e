package io.countersign.ledger.checkpoint;

import io.countersign.ledger.hash.Digest;
import io.countersign.ledger.note.NoteRejected;
import io.countersign.ledger.note.NoteRejected.Reason;
import io.countersign.ledger.note.SignedNote;
import io.countersign.ledger.tree.ConsistencyProof;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What a log sends a witness to have a checkpoint cosigned (C2SP tlog-witness, {@code add-checkpoint}).
 *
 * <pre>
 * old 20852014
 * PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=
 * …
 *
 * example.com/behind-the-sofa
 * 20852163
 * CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=
 *
 * — example.com/behind-the-sofa Az3grlgt[…]OAYQ8=
 * </pre>
 *
 * @param oldSize    size of the checkpoint that the witness cosigned last; 0 for none
 * @param proof      hashes of the consistency proof from there, as RFC 6962 orders them; at most {@value #MAX_HASHES}
 * @param checkpoint the signed note; nothing of it has been checked
 */
public record AddCheckpoint(long oldSize, List<Digest> proof, SignedNote checkpoint) {

    /** Most bytes of a request that is read: the proof, and a note with as many lines of ML-DSA signatures as a note may have. */
    public static final int MAX_BYTES = 512 << 10;

    /** What is answered with 409 is of this type: the size that the witness cosigned last, in decimal, and a newline. */
    public static final String SIZE_TYPE = "text/x.tlog.size";

    private static final int MAX_HASHES = 63;
    private static final String OLD = "old ";

    public AddCheckpoint {
        if (oldSize < 0 || proof.size() > MAX_HASHES) {
            throw new IllegalArgumentException("an old size is not negative, and a proof of at most 63 hashes");
        }
        proof = List.copyOf(proof);
    }

    /** The request's body. */
    public byte[] bytes() {
        StringBuilder out = new StringBuilder(OLD).append(oldSize).append('\n');
        proof.forEach(hash -> out.append(hash.base64()).append('\n'));
        return out.append('\n').append(checkpoint.format()).toString().getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Reads a body in its one spelling.
     *
     * @throws NoteRejected as malformed
     */
    public static AddCheckpoint parse(byte[] body) throws NoteRejected {
        if (body.length > MAX_BYTES) {
            throw malformed("a request of more than " + MAX_BYTES + " bytes");
        }
        String text = text(body);
        int divide = text.indexOf("\n\n");
        if (!text.startsWith(OLD) || divide < 0) {
            throw malformed("a request is a line 'old N', proof lines, an empty line, and a checkpoint");
        }
        String[] lines = text.substring(OLD.length(), divide).split("\n", -1);
        if (lines.length - 1 > MAX_HASHES) {
            throw malformed("more than " + MAX_HASHES + " proof lines");
        }
        List<Digest> proof = new ArrayList<>();
        try {
            for (int i = 1; i < lines.length; i++) {
                proof.add(Digest.ofBase64(lines[i]));
            }
            return new AddCheckpoint(size(lines[0]), proof, SignedNote.parse(text.substring(divide + 2)));
        } catch (IllegalArgumentException e) {
            throw malformed(String.valueOf(e.getMessage()));
        }
    }

    /** The proof, to a checkpoint's size. */
    public ConsistencyProof proofTo(long size) {
        return new ConsistencyProof(oldSize, size, proof);
    }

    /**
     * Reads a size as lines of this protocol have it: decimal, without leading zeroes.
     *
     * @throws IllegalArgumentException if it is none, or beyond 63 bits
     */
    public static long size(String decimal) {
        if (!decimal.matches("0|[1-9][0-9]{0,18}")) {
            throw new IllegalArgumentException("no size: " + decimal.substring(0, Math.min(40, decimal.length())));
        }
        return Long.parseLong(decimal);
    }

    private static String text(byte[] body) throws NoteRejected {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
        } catch (CharacterCodingException e) {
            throw malformed("a request that is not UTF-8");
        }
    }

    private static NoteRejected malformed(String what) {
        return new NoteRejected(Reason.MALFORMED, what);
    }
}
