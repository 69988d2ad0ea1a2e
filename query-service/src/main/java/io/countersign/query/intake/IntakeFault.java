package io.countersign.query.intake;

/** An entry, or a checkpoint, that is refused. Nothing of what came with it is kept. */
public final class IntakeFault extends Exception {

    private static final long serialVersionUID = 1;

    private final transient Fault fault;

    IntakeFault(Fault fault) {
        super(fault.sentence());
        this.fault = fault;
    }

    IntakeFault(long position, String what, Object expected, Object found) {
        this(new Fault(position, what, expected.toString(), found.toString()));
    }

    public Fault fault() {
        return fault;
    }
}
