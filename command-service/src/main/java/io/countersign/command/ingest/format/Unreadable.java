package io.countersign.command.ingest.format;

/** A report that is not what its format asks for. The message is a sentence of ours and repeats nothing of the file but a line number. */
final class Unreadable extends Exception {

    private static final long serialVersionUID = 1L;

    Unreadable(String message) {
        super(message, null, false, false);
    }
}
