package io.countersign.ledger.evidence;

import java.util.List;
import java.util.Optional;

/**
 * What a verification did and found, whatever it came to.
 *
 * @param checks      those that passed, in the order made, each a sentence
 * @param notChecked  what could not be checked, each by name
 * @param existedBy   the bound that trusted timestamps and cosignatures give, if there are any
 * @param populations those asked for and shown to be complete
 */
public record Account(List<String> checks, List<String> notChecked, Optional<ExistedBy> existedBy,
        List<Population> populations) {

    public Account {
        checks = List.copyOf(checks);
        notChecked = List.copyOf(notChecked);
        populations = List.copyOf(populations);
    }
}
