package io.countersign.ledger.note;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;

/**
 * One signature line of a note: {@code — <key name> base64(key ID || signature)}.
 *
 * @param name      the key's name
 * @param keyId     the key's 32-bit ID, big-endian in the line
 * @param signature what the key made of the text; its shape depends on the key's type; not copied, not to be changed
 */
public record NoteSignature(String name, int keyId, byte[] signature) {

    static final String DASH = "\u2014 ";

    public NoteSignature {
        KeyName.require(name);
        if (signature.length == 0) {
            throw new IllegalArgumentException("empty signature by " + name);
        }
    }

    /** The line, without its newline. */
    public String format() {
        byte[] blob = ByteBuffer.allocate(4 + signature.length).putInt(keyId).put(signature).array();
        return DASH + name + " " + Base64.getEncoder().encodeToString(blob);
    }

    /**
     * Reads one line, without its newline, in the one spelling that {@link #format()} gives.
     *
     * @throws NoteRejected if it is anything else
     */
    public static NoteSignature parse(String line) throws NoteRejected {
        int space = line.indexOf(' ', DASH.length());
        if (!line.startsWith(DASH) || space < 0) {
            throw malformed(line);
        }
        String name = line.substring(DASH.length(), space);
        byte[] blob;
        try {
            blob = Base64.getDecoder().decode(line.substring(space + 1));
        } catch (IllegalArgumentException e) {
            throw malformed(line);
        }
        if (blob.length < 5 || !KeyName.isValid(name)) {
            throw malformed(line);
        }
        NoteSignature parsed = new NoteSignature(name, ByteBuffer.wrap(blob).getInt(),
                Arrays.copyOfRange(blob, 4, blob.length));
        if (!parsed.format().equals(line)) {
            throw malformed(line);
        }
        return parsed;
    }

    private static NoteRejected malformed(String line) {
        return new NoteRejected(NoteRejected.Reason.MALFORMED, "no signature line: " + line);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NoteSignature that && format().equals(that.format());
    }

    @Override
    public int hashCode() {
        return keyId ^ Arrays.hashCode(signature);
    }

    @Override
    public String toString() {
        return format();
    }
}
