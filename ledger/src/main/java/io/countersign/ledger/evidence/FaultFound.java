package io.countersign.ledger.evidence;

/** Ends a verification at its first fault. */
final class FaultFound extends Exception {

    private static final long serialVersionUID = 1;

    private final transient Fault fault;

    FaultFound(Fault fault) {
        super(fault.toString());
        this.fault = fault;
    }

    static FaultFound in(String file, String what, Object expected, Object found) {
        return new FaultFound(new Fault(PackName.position(file), file, what, expected.toString(), found.toString()));
    }

    static FaultFound at(long position, String file, String what, Object expected, Object found) {
        return new FaultFound(new Fault(position, file, what, expected.toString(), found.toString()));
    }

    Fault fault() {
        return fault;
    }
}
