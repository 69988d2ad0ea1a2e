package io.countersign.ledger.note;

/** Something that can sign a note's text: a key in memory, or one kept in a device. */
public interface NoteSigner {

    /** The key that checks what this signs. */
    VerifierKey verifierKey();

    /**
     * Signs.
     *
     * @param text the note's text, ending in a newline
     */
    NoteSignature sign(String text);

    /** Name of the key, as signature lines show it. */
    default String name() {
        return verifierKey().name();
    }

    /** ID of the key, as signature lines begin with it. */
    default int keyId() {
        return verifierKey().keyId();
    }
}
