package io.countersign.ledger.tree;

import io.countersign.ledger.hash.Digest;

/** A proof that does not prove what it was checked against: of the wrong length, or leading to another root. */
public final class ProofRejected extends Exception {

    private static final long serialVersionUID = 1;

    private final String expected;
    private final String found;

    public ProofRejected(String what, String expected, String found) {
        super(what + ": " + expected + " expected, " + found + " found");
        this.expected = expected;
        this.found = found;
    }

    static void requireRoot(String what, Digest expected, Digest found) throws ProofRejected {
        if (!expected.equals(found)) {
            throw new ProofRejected(what, expected.base64(), found.base64());
        }
    }

    static void requireCount(String what, int expected, int found) throws ProofRejected {
        if (expected != found) {
            throw new ProofRejected(what, expected + " hashes", found + " hashes");
        }
    }

    /** What should have stood there. */
    public String expected() {
        return expected;
    }

    /** What came of the proof instead. */
    public String found() {
        return found;
    }
}
