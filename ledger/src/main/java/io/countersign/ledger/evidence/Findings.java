package io.countersign.ledger.evidence;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a verification has found so far. */
final class Findings {

    private final List<String> checks = new ArrayList<>();
    private final List<String> notChecked = new ArrayList<>();
    private final List<String> missing = new ArrayList<>();
    private final List<Population> populations = new ArrayList<>();
    private @Nullable ExistedBy existedBy;

    void passed(String check) {
        checks.add(check);
    }

    void notChecked(String what) {
        notChecked.add(what);
    }

    void missing(String what) {
        missing.add(what);
    }

    void complete(Population population) {
        populations.add(population);
        passed("population: " + population);
    }

    /** Someone trusted had seen the checkpoint by then; of several statements the earliest counts. */
    void seen(Instant time, String by) {
        ExistedBy known = existedBy;
        if (known == null || time.isBefore(known.time())) {
            existedBy = new ExistedBy(time, by);
        }
    }

    Verdict tampered(Fault fault) {
        return new Verdict.Tampered(account(Optional.empty()), fault);
    }

    Verdict verdict() {
        if (!missing.isEmpty()) {
            return new Verdict.Unverifiable(account(Optional.empty()), missing);
        }
        Optional<ExistedBy> bound = Optional.ofNullable(existedBy);
        bound.ifPresent(each -> passed(
                "existed: every entry existed no later than " + each.time() + " (by " + each.by() + ")"));
        return new Verdict.Verified(account(bound));
    }

    private Account account(Optional<ExistedBy> bound) {
        return new Account(checks, notChecked, bound, populations);
    }
}
