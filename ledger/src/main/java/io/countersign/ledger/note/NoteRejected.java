package io.countersign.ledger.note;

/** A note, checkpoint or proof file that may not be believed, and why. */
public final class NoteRejected extends Exception {

    private static final long serialVersionUID = 1;

    /** Why; callers that must tell these apart switch on it. */
    public enum Reason {
        /** The bytes do not follow the format. */
        MALFORMED,
        /** No signature is by a key the caller knows. */
        UNKNOWN_SIGNER,
        /** A signature under a known key's name and ID does not verify. */
        BAD_SIGNATURE,
        /** Two of the caller's keys have the same name and ID. */
        AMBIGUOUS_KEY,
        /** Properly signed, but not what the caller asked for, such as another log's checkpoint. */
        UNEXPECTED
    }

    private final Reason reason;

    public NoteRejected(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /** Why it was rejected. */
    public Reason reason() {
        return reason;
    }
}
