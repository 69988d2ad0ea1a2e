package io.countersign.ledger.entry;

/** Bytes that are not an entry in its one canonical spelling. Names the member being read and the offset of the first wrong byte. */
public final class MalformedEntry extends Exception {

    private static final long serialVersionUID = 1;

    private final String member;
    private final int offset;

    MalformedEntry(String member, int offset, String what) {
        super(member + " at byte " + offset + ": " + what);
        this.member = member;
        this.offset = offset;
    }

    /** The member of the entry that was being read. */
    public String member() {
        return member;
    }

    /** Offset of the first wrong byte, from 0. */
    public int offset() {
        return offset;
    }
}
