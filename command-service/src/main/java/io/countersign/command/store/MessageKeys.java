package io.countersign.command.store;

/** Keys of what messages carry beside their payload. */
public final class MessageKeys {

    /** {@code user}, {@code service_account} or {@code system}. */
    public static final String AUTHOR_TYPE = "authtype";
    /** {@code person/<uuid>}; absent when the system itself acts. */
    public static final String PERSON = "authid";
    public static final String IDEMPOTENCY_KEY = "idempotencykey";
    public static final String REQUEST_DIGEST = "requestdigest";
    /** On the event that a receipt is wanted for, and on no other: the id under which it is handed over. */
    public static final String COMMAND = "command";
    /** On sourced events: the entry's position, decimal. */
    public static final String POSITION = "position";

    private MessageKeys() {}
}
