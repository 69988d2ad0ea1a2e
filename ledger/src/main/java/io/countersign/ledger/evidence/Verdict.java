package io.countersign.ledger.evidence;

import java.util.List;

/** What a verification came to. There is no boolean: whoever asks must say what happens in each case. */
public sealed interface Verdict {

    /** What was done and found. */
    Account account();

    /** The checks that passed, in the order made, each a sentence. */
    default List<String> checks() {
        return account().checks();
    }

    /** What could not be checked, each by name. */
    default List<String> notChecked() {
        return account().notChecked();
    }

    /** The word that scripts read: {@code verified}, {@code tampered} or {@code unverifiable}. */
    String word();

    /** Everything that was asked holds. */
    record Verified(Account account) implements Verdict {
        @Override
        public String word() {
            return "verified";
        }
    }

    /** Something is not what was sealed. */
    record Tampered(Account account, Fault firstFault) implements Verdict {
        @Override
        public String word() {
            return "tampered";
        }
    }

    /**
     * Nothing contradicts, but something is missing without which nothing is proven.
     *
     * @param missing what, at least one
     */
    record Unverifiable(Account account, List<String> missing) implements Verdict {
        public Unverifiable {
            missing = List.copyOf(missing);
        }

        @Override
        public String word() {
            return "unverifiable";
        }
    }
}
