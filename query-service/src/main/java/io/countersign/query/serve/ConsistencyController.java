package io.countersign.query.serve;

import io.countersign.ledger.hash.Digest;
import io.countersign.ledger.tree.Prover;
import io.countersign.query.answer.Problem;
import io.countersign.query.answer.Reads;
import io.countersign.query.answer.Reads.Asked;
import io.countersign.query.intake.MirrorTable;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Proofs that the mirror at one size is the beginning of the mirror at another (RFC 6962 section 2.1.2). Nobody needs to believe them: they lead from root to root. */
@RestController
class ConsistencyController {

    private final Reads reads;
    private final MirrorTable table;

    ConsistencyController(Reads reads, MirrorTable table) {
        this.reads = reads;
        this.table = table;
    }

    /**
     * @param fromRoot root at the older size, in base64
     * @param toRoot   root at the newer size
     * @param hashes   as the RFC orders them
     */
    record Consistency(long from, long to, String fromRoot, String toRoot, List<String> hashes) {}

    @GetMapping("/api/v1/log/consistency")
    ResponseEntity<Consistency> consistency(@RequestParam long from,
            @RequestParam(required = false) @Nullable Long to) {
        Consistency proof = reads.at(Asked.NOW, s -> prove(from, to, s.head() + 1));
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(proof);
    }

    private Consistency prove(long from, @Nullable Long to, long size) {
        long newer = to == null ? size : to;
        if (newer < 0 || newer > size) {
            throw Problem.invalid("to",
                    "The mirror has " + size + " entries; to is 0 to " + size + ", not " + newer + ".");
        }
        if (from < 0 || from > newer) {
            throw Problem.invalid("from", "from is 0 to " + newer + ", not " + from + ".");
        }
        Prover prover = new Prover(table.tiles(size));
        List<String> hashes = prover.proveConsistency(from, newer).hashes().stream().map(Digest::base64).toList();
        return new Consistency(from, newer, prover.rootAt(from).base64(), prover.rootAt(newer).base64(), hashes);
    }
}
