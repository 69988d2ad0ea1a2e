package io.countersign.command.serve;

import io.countersign.command.store.LedgerLog;
import io.countersign.command.store.LedgerLog.Stored;
import io.countersign.command.store.Receipt;
import io.countersign.command.store.Receipts;
import io.countersign.ledger.entry.EntryBundle;
import io.countersign.ledger.note.VerifierKey;
import io.countersign.ledger.tree.TileId;
import io.countersign.ledger.tree.TilePath;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * Checkpoint, tiles, entries and proofs. A tile at a width that the log has passed never changes, so it may be cached for ever; the checkpoint
 * follows the log within a second.
 */
@RestController
public final class LogController {

    private static final CacheControl FOR_EVER = CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable();
    /** Without "public": what was answered to a token must not be answered from a shared cache to someone without. */
    private static final CacheControl ENTRIES_FOR_EVER = CacheControl.maxAge(Duration.ofDays(365)).immutable();
    private static final MediaType TEXT = new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8);
    private static final MediaType ENTRY = MediaType.parseMediaType("application/cloudevents+json");

    private final LedgerLog log;
    private final Receipts receipts;
    private final VerifierKey key;
    private final Published published;

    /** Where the checkpoint that is served comes from. */
    public interface Published {

        /** A signed note; empty while the log is. */
        Optional<String> checkpoint();
    }

    public LogController(LedgerLog log, Receipts receipts, VerifierKey key, Published published) {
        this.log = log;
        this.receipts = receipts;
        this.key = key;
        this.published = published;
    }

    /** @param vkey of the newest key; @param size number of entries */
    record LogInfo(String origin, String vkey, long size) {}

    @GetMapping("/api/v1/log")
    LogInfo info() {
        return new LogInfo(key.name(), log.keys(key).current(), log.size());
    }

    @GetMapping("/checkpoint")
    ResponseEntity<String> checkpoint() {
        return published.checkpoint()
                .map(note -> ResponseEntity.ok().contentType(TEXT).cacheControl(CacheControl.noStore()).body(note))
                .orElseGet(LogController::none);
    }

    @GetMapping("/tile/{*rest}")
    ResponseEntity<byte[]> tile(@PathVariable String rest) {
        return parse("tile" + rest).filter(id -> id.isWithin(log.size()))
                .map(id -> ResponseEntity.ok().contentType(MediaType.APPLICATION_OCTET_STREAM)
                        .cacheControl(id.level() == TileId.ENTRIES ? ENTRIES_FOR_EVER : FOR_EVER).body(read(id)))
                .orElseGet(LogController::none);
    }

    @GetMapping("/entries/{position}")
    ResponseEntity<byte[]> entry(@PathVariable String position) {
        return number(position).flatMap(log::at)
                .map(entry -> ResponseEntity.ok().contentType(ENTRY).cacheControl(ENTRIES_FOR_EVER).body(entry.bytes()))
                .orElseGet(LogController::none);
    }

    @GetMapping("/proofs/{position}")
    ResponseEntity<String> proof(@PathVariable String position) {
        return number(position).flatMap(receipts::latest).map(Receipt::proof)
                .map(text -> ResponseEntity.ok().contentType(TEXT).cacheControl(CacheControl.noStore()).body(text))
                .orElseGet(LogController::none);
    }

    private byte[] read(TileId id) {
        if (id.level() == TileId.ENTRIES) {
            return EntryBundle
                    .format(log.from(id.index() * TileId.FULL, id.width()).stream().map(Stored::bytes).toList());
        }
        byte[] hashes = log.tiles(log.size()).read(List.of(id)).getFirst();
        return Arrays.copyOf(hashes, id.width() * 32);
    }

    private static Optional<TileId> parse(String path) {
        try {
            return Optional.of(TilePath.parse(path));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static Optional<Long> number(String text) {
        return text.matches("0|[1-9][0-9]{0,17}") ? Optional.of(Long.valueOf(text)) : Optional.empty();
    }

    private static <T> ResponseEntity<T> none() {
        return ResponseEntity.notFound().cacheControl(CacheControl.noStore()).build();
    }
}
