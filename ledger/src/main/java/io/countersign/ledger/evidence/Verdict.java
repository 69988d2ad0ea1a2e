package io.countersign.ledger.evidence;

import java.util.List;

/** What a verification came to. There is no boolean: whoever asks must say what happens in each case. */
public sealed interface Verdict {

    /** The checks that passed, in the order made, each a sentence. */
    List<String> checks();

    /** What could not be checked, each by name. */
    List<String> notChecked();

    /** The word that scripts read: {@code verified}, {@code tampered} or {@code unverifiable}. */
    String word();

    /** Everything that was asked holds. */
    record Verified(List<String> checks, List<String> notChecked) implements Verdict {
        public Verified {
            checks = List.copyOf(checks);
            notChecked = List.copyOf(notChecked);
        }

        @Override
        public String word() {
            return "verified";
        }
    }

    /** Something is not what was sealed. */
    record Tampered(List<String> checks, List<String> notChecked, Fault firstFault) implements Verdict {
        public Tampered {
            checks = List.copyOf(checks);
            notChecked = List.copyOf(notChecked);
        }

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
    record Unverifiable(List<String> checks, List<String> notChecked, List<String> missing) implements Verdict {
        public Unverifiable {
            checks = List.copyOf(checks);
            notChecked = List.copyOf(notChecked);
            missing = List.copyOf(missing);
        }

        @Override
        public String word() {
            return "unverifiable";
        }
    }
}
