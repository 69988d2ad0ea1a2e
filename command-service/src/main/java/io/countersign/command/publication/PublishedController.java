package io.countersign.command.publication;

import io.countersign.command.decision.Refusal;
import io.countersign.command.decision.Refusing;
import io.countersign.command.publication.PublishedTable.Row;
import io.countersign.command.store.LedgerLog;
import io.swagger.v3.oas.annotations.Operation;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /api/v1/log/published}: a published checkpoint, and who has confirmed it. */
@RestController
final class PublishedController {

    /** How long an answer may wait for publication, witnesses and time stamps. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration GLANCE = Duration.ofMillis(50);

    private final LedgerLog log;
    private final PublishedTable table;
    private final Publication publication;
    private final Witnesses witnesses;
    private final Stamps stamps;

    PublishedController(LedgerLog log, PublishedTable table, Publication publication, Witnesses witnesses,
            Stamps stamps) {
        this.log = log;
        this.table = table;
        this.publication = publication;
        this.witnesses = witnesses;
        this.stamps = stamps;
    }

    @Operation(security = {}, summary = "A published checkpoint: the newest; of exactly a size; or of at least a size, "
            + "waiting up to 5 s for it. With stamped=true, which needs a token, also for witnesses and time stamps.")
    @GetMapping("/api/v1/log/published")
    ResponseEntity<PublishedAnswer> published(@RequestParam @Nullable Long size,
            @RequestParam @Nullable Long atLeast, @RequestParam(defaultValue = "false") boolean stamped)
            throws InterruptedException {
        if (size != null && atLeast != null || size != null && stamped) {
            throw new Refusing(Refusal.of(Refusal.Problem.INVALID, "parameters-together",
                    "A checkpoint is asked for by size or by atLeast; stamped goes with atLeast."));
        }
        Optional<Row> row = size != null
                ? table.at(size)
                : stamped ? confirmed(atLeast == null ? 1 : atLeast) : newest(atLeast == null ? 1 : atLeast);
        return ResponseEntity.ok().cacheControl(CacheControl.noStore())
                .body(PublishedAnswer.of(row.orElseThrow(PublishedController::none), table, publication, witnesses));
    }

    private static Refusing none() {
        return new Refusing(Refusal.of(Refusal.Problem.UNKNOWN, "checkpoint-published",
                "No such checkpoint is published."));
    }

    private Optional<Row> newest(long atLeast) throws InterruptedException {
        requireReached(atLeast);
        return await(table::latest, r -> r.size() >= atLeast).filter(r -> r.size() >= atLeast);
    }

    /** The best there is when the time is up, or as soon as no witness can add to it. */
    private Optional<Row> confirmed(long atLeast) throws InterruptedException {
        requireReached(atLeast);
        Optional<Row> row = await(() -> table.best(atLeast),
                r -> publication.answered(r.size()) || r.settled() != null && !publication.mine());
        if (row.isPresent()) {
            stamps.require(row.get());
        }
        return row;
    }

    /** What is found as soon as it will do, or when the time is up; looked for in the table, as another node may be the one that publishes. */
    private static Optional<Row> await(Supplier<Optional<Row>> look, Predicate<Row> enough)
            throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        Optional<Row> row = look.get();
        while (row.filter(enough).isEmpty() && System.nanoTime() < end) {
            Thread.sleep(GLANCE);
            row = look.get();
        }
        return row;
    }

    /** Nobody can be kept waiting for what does not exist. */
    private void requireReached(long size) {
        if (size > log.size()) {
            throw none();
        }
    }
}
