package io.countersign.cli.session;

/** The exit codes that scripts rely on. */
public final class Exit {

    public static final int DONE = 0;
    public static final int FAILED = 1;
    public static final int USAGE = 2;
    /** A gate is not satisfied. */
    public static final int GATE = 4;
    /** Something that was to be verified did not verify. */
    public static final int INTEGRITY = 5;

    private Exit() {}
}
