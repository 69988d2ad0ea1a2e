package io.countersign.ledger.checkpoint;

import io.countersign.ledger.hash.Digest;
import io.countersign.ledger.note.NoteRejected;
import io.countersign.ledger.note.NoteRejected.Reason;
import io.countersign.ledger.note.SignedNote;
import io.countersign.ledger.tree.InclusionProof;
import io.countersign.ledger.tree.ProofRejected;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * A proof file (C2SP tlog-proof): that an entry stands at an index of a signed tree, all in one text that can be checked offline.
 *
 * <pre>
 * c2sp.org/tlog-proof@v1
 * index 73894
 * gSKyXoYZUgZ6jduWYrkDOARinOMGJveXjgMkBTcdPlQ=
 * …
 *
 * example.com/fancylog
 * 109482
 * sFodV/vSp5O8n9a8QpW6PRY97tfOSW5bsc2Xl/EQi08=
 *
 * — example.com/fancylog hI2DJw[…]1roloI=
 * </pre>
 *
 * @param extra      opaque base64 that nothing vouches for; we write none
 * @param index      the entry's position
 * @param hashes     the inclusion proof, from the leaf's sibling up; at most 63
 * @param checkpoint the signed checkpoint, word for word
 */
public record TlogProof(Optional<String> extra, long index, List<Digest> hashes, SignedNote checkpoint) {

    private static final String HEADER = "c2sp.org/tlog-proof@v1\n";
    private static final int MAX_HASHES = 63;

    public TlogProof {
        hashes = List.copyOf(hashes);
    }

    /** A proof file of an inclusion proof and the signed checkpoint it is for. */
    public static TlogProof of(InclusionProof proof, SignedNote checkpoint) {
        return new TlogProof(Optional.empty(), proof.index(), proof.hashes(), checkpoint);
    }

    /** The file's text. */
    public String format() {
        StringBuilder out = new StringBuilder(HEADER);
        extra.ifPresent(text -> out.append("extra ").append(text).append('\n'));
        out.append("index ").append(index).append('\n');
        hashes.forEach(hash -> out.append(hash.base64()).append('\n'));
        return out.append('\n').append(checkpoint.format()).toString();
    }

    /**
     * Reads a file's text in its one spelling.
     *
     * @throws NoteRejected as malformed
     */
    public static TlogProof parse(String text) throws NoteRejected {
        int divide = text.indexOf("\n\n", HEADER.length());
        if (!text.startsWith(HEADER) || divide < 0) {
            throw malformed("does not begin as a tlog-proof does");
        }
        SignedNote checkpoint = SignedNote.parse(text.substring(divide + 2));
        String[] lines = text.substring(HEADER.length(), divide).split("\n", -1);
        boolean hasExtra = lines[0].startsWith("extra ");
        int next = hasExtra ? 1 : 0;
        if (next >= lines.length || !lines[next].startsWith("index ") || lines.length - next - 1 > MAX_HASHES) {
            throw malformed("no index, or more than " + MAX_HASHES + " hashes");
        }
        TlogProof parsed;
        try {
            long index = Long.parseLong(lines[next].substring("index ".length()));
            List<Digest> hashes = new ArrayList<>();
            for (int i = next + 1; i < lines.length; i++) {
                hashes.add(Digest.ofBase64(lines[i]));
            }
            parsed = new TlogProof(hasExtra ? Optional.of(extra(lines[0])) : Optional.empty(), index, hashes,
                    checkpoint);
        } catch (IllegalArgumentException e) {
            throw malformed(String.valueOf(e.getMessage()));
        }
        if (parsed.index() < 0 || !parsed.format().equals(text)) {
            throw malformed("not in its one spelling");
        }
        return parsed;
    }

    /**
     * Checks that a leaf stands at this proof's index of the tree of a checkpoint, which the caller has opened.
     *
     * @throws ProofRejected if it does not
     */
    public void check(Digest leaf, Checkpoint opened) throws ProofRejected {
        if (index >= opened.size()) {
            throw new ProofRejected("index of the proof", "less than " + opened.size(), Long.toString(index));
        }
        new InclusionProof(index, opened.size(), hashes).check(leaf, opened.root());
    }

    private static String extra(String line) {
        String text = line.substring("extra ".length());
        if (!Base64.getEncoder().encodeToString(Base64.getDecoder().decode(text)).equals(text)) {
            throw new IllegalArgumentException("extra is not base64 in its one spelling");
        }
        return text;
    }

    private static NoteRejected malformed(String what) {
        return new NoteRejected(Reason.MALFORMED, "no tlog-proof: " + what);
    }
}
