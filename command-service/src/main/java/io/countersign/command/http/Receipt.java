package io.countersign.command.http;

/**
 * What every write answers.
 *
 * @param position of the entry in the log, from 0
 * @param leafHash base64
 * @param proof text of a {@code .tlog-proof} file that shows the entry in the log
 */
public record Receipt(long position, String leafHash, String proof) {

    /** Where receipts come from. */
    public interface Source {

        /** The receipt of an entry sealed just now, handed over under the command's id; waits until it is there. */
        Receipt sealed(String command);

        /** A receipt of an entry sealed some time ago, against a later checkpoint. */
        Receipt at(long position);
    }
}
