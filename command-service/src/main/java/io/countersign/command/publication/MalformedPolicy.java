package io.countersign.command.publication;

/** The witness policy cannot be followed; the message names file and line. */
public final class MalformedPolicy extends RuntimeException {

    private static final long serialVersionUID = 1;

    MalformedPolicy(String message) {
        super(message);
    }
}
