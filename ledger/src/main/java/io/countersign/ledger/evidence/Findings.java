package io.countersign.ledger.evidence;

import java.util.ArrayList;
import java.util.List;

/** What a verification has found so far. */
final class Findings {

    private final List<String> checks = new ArrayList<>();
    private final List<String> notChecked = new ArrayList<>();
    private final List<String> missing = new ArrayList<>();

    void passed(String check) {
        checks.add(check);
    }

    void notChecked(String what) {
        notChecked.add(what);
    }

    void missing(String what) {
        missing.add(what);
    }

    Verdict tampered(Fault fault) {
        return new Verdict.Tampered(checks, notChecked, fault);
    }

    Verdict verdict() {
        return missing.isEmpty()
                ? new Verdict.Verified(checks, notChecked)
                : new Verdict.Unverifiable(checks, notChecked, missing);
    }
}
