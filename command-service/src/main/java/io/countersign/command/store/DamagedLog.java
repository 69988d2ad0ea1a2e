package io.countersign.command.store;

/** What is stored does not fit together. Nothing may be served or appended until someone has looked. */
public final class DamagedLog extends RuntimeException {

    private final long position;

    /** @param position of the first entry that does not fit */
    public DamagedLog(long position, String what) {
        super("entry " + position + ": " + what);
        this.position = position;
    }

    public long position() {
        return position;
    }
}
