package io.countersign.ledger.note;

import io.countersign.ledger.note.NoteRejected.Reason;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Text and its signature lines (C2SP signed-note). Nothing of the text may be believed before {@link #open}.
 *
 * <pre>
 * This is an example message.
 *
 * — example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=
 * </pre>
 *
 * @param text       ends in a newline, holds no other control character
 * @param signatures at most {@value #MAX_SIGNATURES}; none only while a note is being made
 */
public record SignedNote(String text, List<NoteSignature> signatures) {

    /** Most bytes of a note that is read: 16 MiB, so that the tail of a large evidence pack fits. */
    public static final int MAX_BYTES = 16 << 20;

    /** Most signature lines of a note that is read. */
    public static final int MAX_SIGNATURES = 100;

    public SignedNote {
        if (!isText(text)) {
            throw new IllegalArgumentException("a note's text ends in a newline and holds no other control character");
        }
        signatures = List.copyOf(signatures);
    }

    /**
     * Reads a note from its bytes.
     *
     * @throws NoteRejected as malformed
     */
    public static SignedNote parse(byte[] note) throws NoteRejected {
        if (note.length > MAX_BYTES) {
            throw new NoteRejected(Reason.MALFORMED, "note of " + note.length + " bytes; the most is " + MAX_BYTES);
        }
        try {
            return parse(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(note)).toString());
        } catch (CharacterCodingException e) {
            throw new NoteRejected(Reason.MALFORMED, "note is not UTF-8");
        }
    }

    /**
     * Reads a note: text, empty line, one or more signature lines. The last empty line divides them.
     *
     * @throws NoteRejected as malformed
     */
    public static SignedNote parse(String note) throws NoteRejected {
        int divide = note.lastIndexOf("\n\n");
        if (note.length() > MAX_BYTES || divide < 0 || !note.endsWith("\n") || divide + 2 == note.length()) {
            throw new NoteRejected(Reason.MALFORMED, "a note is text, an empty line, and signature lines");
        }
        String text = note.substring(0, divide + 1);
        if (!isText(text)) {
            throw new NoteRejected(Reason.MALFORMED, "a note's text holds no control character but newlines");
        }
        String[] lines = note.substring(divide + 2, note.length() - 1).split("\n", -1);
        if (lines.length > MAX_SIGNATURES) {
            throw new NoteRejected(Reason.MALFORMED, lines.length + " signature lines; the most is " + MAX_SIGNATURES);
        }
        List<NoteSignature> signatures = new ArrayList<>(lines.length);
        for (String line : lines) {
            signatures.add(NoteSignature.parse(line));
        }
        return new SignedNote(text, signatures);
    }

    /** The note as it is stored and sent. */
    public String format() {
        StringBuilder out = new StringBuilder(text).append('\n');
        signatures.forEach(line -> out.append(line.format()).append('\n'));
        return out.toString();
    }

    /** The note as it is stored and sent, in UTF-8. */
    public byte[] bytes() {
        return format().getBytes(StandardCharsets.UTF_8);
    }

    /** A note by these signers over that text. */
    public static SignedNote sign(String text, NoteSigner... signers) {
        SignedNote note = new SignedNote(text, List.of());
        for (NoteSigner signer : signers) {
            note = note.with(signer.sign(text));
        }
        return note;
    }

    /** The same note with one more signature line at its end. */
    public SignedNote with(NoteSignature signature) {
        List<NoteSignature> more = new ArrayList<>(signatures);
        more.add(signature);
        return new SignedNote(text, more);
    }

    /**
     * Checks every line by a known key and ignores the others.
     *
     * @return the lines that verified, in the note's order; at least one
     * @throws NoteRejected if no line is by a known key, a known key's line does not verify, or two known keys have the same name and ID
     */
    public List<NoteSignature> open(Collection<VerifierKey> known) throws NoteRejected {
        Set<VerifierKey> keys = new LinkedHashSet<>(known);
        requireUnambiguous(keys);
        List<NoteSignature> verified = new ArrayList<>();
        for (NoteSignature line : signatures) {
            for (VerifierKey key : keys) {
                if (key.signed(line)) {
                    key.check(text, line);
                    verified.add(line);
                }
            }
        }
        if (verified.isEmpty()) {
            throw new NoteRejected(Reason.UNKNOWN_SIGNER, "no signature by " + names(keys) + "; signed by "
                    + signatures.stream().map(NoteSignature::name).toList());
        }
        return verified;
    }

    private static List<String> names(Collection<VerifierKey> keys) {
        return keys.stream().map(VerifierKey::format).toList();
    }

    private static void requireUnambiguous(Set<VerifierKey> keys) throws NoteRejected {
        Set<String> seen = new HashSet<>();
        for (VerifierKey key : keys) {
            if (!seen.add(key.name() + "+" + key.keyId())) {
                throw new NoteRejected(Reason.AMBIGUOUS_KEY, "two known keys share name and ID: " + key.format());
            }
        }
    }

    private static boolean isText(String text) {
        return text.endsWith("\n")
                && text.codePoints().allMatch(c -> c == '\n' || c >= ' ' && (c < 0xd800 || c > 0xdfff));
    }
}
