package io.countersign.command.serve;

import io.countersign.command.decision.Refusal;
import io.countersign.command.decision.Refusing;
import io.countersign.command.store.LedgerLog;
import io.countersign.ledger.hash.Digest;
import io.countersign.ledger.tree.Prover;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Proofs that the log at one size is the beginning of the log at another (RFC 6962 section 2.1.2). Nobody needs to believe them: they lead from root to root. */
@RestController
final class ConsistencyController {

    private final LedgerLog log;

    ConsistencyController(LedgerLog log) {
        this.log = log;
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
        long size = log.size();
        long newer = to == null ? size : to;
        require(newer >= 0 && newer <= size, "to", "The log has " + size + " entries; to is 0 to " + size + ", not "
                + newer + ".");
        require(from >= 0 && from <= newer, "from", "from is 0 to " + newer + ", not " + from + ".");
        Prover prover = new Prover(log.tiles(size));
        List<String> hashes = prover.proveConsistency(from, newer).hashes().stream().map(Digest::base64).toList();
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(new Consistency(from, newer,
                prover.rootAt(from).base64(), prover.rootAt(newer).base64(), hashes));
    }

    private static void require(boolean holds, String parameter, String reason) {
        if (!holds) {
            throw new Refusing(Refusal.of(Refusal.Problem.INVALID, "parameter-readable", reason).in(parameter));
        }
    }
}
