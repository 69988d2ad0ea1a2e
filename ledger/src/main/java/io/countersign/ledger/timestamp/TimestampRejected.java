package io.countersign.ledger.timestamp;

/** An answer or a token of a timestamp authority that cannot be believed. */
public final class TimestampRejected extends Exception {

    private static final long serialVersionUID = 1L;

    /** Why. */
    public enum Reason {
        /** The bytes are no RFC 3161 response with a token of the form that is asked for here. */
        MALFORMED,
        /** The authority has refused. */
        NOT_GRANTED,
        /** The token is about other bytes. */
        OTHER_IMPRINT,
        /** The token answers another request. */
        OTHER_NONCE,
        /** The signature, the certificate it names or the certificate's purpose or validity is wrong. */
        BAD_SIGNATURE,
        /** Properly signed, but by nobody whom the caller trusts. */
        UNKNOWN_AUTHORITY
    }

    private final Reason reason;

    public TimestampRejected(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    TimestampRejected(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /** Why. */
    public Reason reason() {
        return reason;
    }
}
