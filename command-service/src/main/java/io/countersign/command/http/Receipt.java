package io.countersign.command.http;

import org.jspecify.annotations.Nullable;

/**
 * What every write answers.
 *
 * @param position of the entry in the log, from 0
 * @param leafHash base64
 * @param proof text of a {@code .tlog-proof} file that shows the entry in the log
 * @param witnessed how far witnesses have confirmed the log, as this node knows; seldom as far as this entry yet
 */
public record Receipt(long position, String leafHash, String proof, Witnessed witnessed) {

    /**
     * @param size of the newest checkpoint that counts as witnessed; null before the first
     * @param quorum {@code met}; {@code unmet} when a published checkpoint has been lacking it for some seconds; {@code none} where none is asked for
     */
    public record Witnessed(@Nullable Long size, String quorum) {}

    /** Where receipts come from. */
    public interface Source {

        /** The receipt of an entry sealed just now, handed over under the command's id; waits until it is there. */
        Receipt sealed(String command);

        /** A receipt of an entry sealed some time ago, against a later checkpoint. */
        Receipt at(long position);
    }
}
