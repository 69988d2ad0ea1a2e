package io.countersign.ledger.evidence;

/**
 * All entries of one stream up to a checkpoint, shown to be complete: they are numbered from 0 without gaps inside the sealed entries.
 *
 * @param stream        such as {@code deployment/0198…} or {@code environment/production}
 * @param count         of its entries; their indexes are 0 to one less
 * @param firstPosition in the log of the first one, or -1 if it has none
 * @param lastPosition  in the log of the last one, or -1
 * @param size          of the log at the checkpoint
 */
public record Population(String stream, long count, long firstPosition, long lastPosition, long size) {

    @Override
    public String toString() {
        String upTo = ", up to the checkpoint at size " + size;
        return count == 0
                ? stream + ": empty; no entry belongs to it" + upTo
                : stream + ": complete; " + count + " entries, index 0 to " + (count - 1) + ", positions "
                        + firstPosition + " to " + lastPosition + upTo;
    }
}
