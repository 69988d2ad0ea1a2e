package io.countersign.query.intake;

/**
 * What did not fit the log, and where.
 *
 * @param position of the entry that does not fit
 * @param what     one sentence, for people
 * @param expected what would have fitted
 * @param found    what came instead
 */
public record Fault(long position, String what, String expected, String found) {

    /** One line that says it all. */
    public String sentence() {
        return "entry " + position + ": " + what + " (expected " + expected + ", found " + found + ")";
    }
}
