package io.countersign.query.disclosures;

import io.countersign.ledger.disclosure.Disclosure;
import io.countersign.query.answer.Reads;
import io.countersign.query.answer.Reads.Asked;
import io.countersign.query.answer.Snapshot;
import io.countersign.query.disclosures.Disclosing.Closed;
import io.countersign.query.disclosures.Disclosing.Disclosed;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Makes an answer: reads it from one snapshot, then joins what may be disclosed. */
@Component
public class Answers {

    private record Read(Closed answer, long position) {}

    private final Reads reads;
    private final Disclosing disclosing;
    private final Disclosures disclosures;

    Answers(Reads reads, Disclosing disclosing, Disclosures disclosures) {
        this.reads = reads;
        this.disclosing = disclosing;
        this.disclosures = disclosures;
    }

    /** The answer as it is sent. */
    public JsonNode answer(Asked asked, Function<Snapshot, Object> make) {
        return answer(asked, Set.of(), make);
    }

    /** The answer with some fields, by the name of their disclosures, left as digests. */
    public JsonNode answer(Asked asked, Set<String> withheld, Function<Snapshot, Object> make) {
        Read read = reads.at(asked, s -> new Read(disclosing.close(make.apply(s)), s.position()));
        Map<String, Disclosure> found = disclosures.find(read.answer().digests(), read.position());
        found.values().removeIf(disclosure -> withheld.contains(disclosure.name()));
        Set<String> missing = new HashSet<>(read.answer().digests());
        missing.removeAll(found.keySet());
        return disclosing.disclose(read.answer(), new Disclosed(found, disclosures.erased(missing)));
    }
}
