package io.countersign.command.store;

import static io.countersign.command.store.StoreFixture.having;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.countersign.events.EventCatalog;
import io.countersign.events.LedgerEvents.ExportRecorded;
import io.countersign.ledger.checkpoint.Checkpoint;
import io.countersign.ledger.checkpoint.TlogProof;
import io.countersign.ledger.entry.Entry;
import io.countersign.ledger.entry.StreamIndex;
import io.countersign.ledger.note.NoteRejected;
import io.countersign.ledger.tree.ProofRejected;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Decisions that conflict: whoever appends to a system first counts its entries and says the count in the new one. Entry n of a system says n just as
 * long as no append condition was broken.
 */
final class Numbering {

    /** What a caller was told is in the log. */
    private record Acknowledged(LedgerStore node, String id, long position) {}

    private final Queue<Acknowledged> acknowledged = new ConcurrentLinkedQueue<>();
    private final Queue<String> rejected = new ConcurrentLinkedQueue<>();
    private final AtomicInteger unknown = new AtomicInteger();

    /**
     * One decision: counts, and appends what it found under that condition. The event's id is its command's too.
     *
     * @param reads where the caller counts; @param node where it appends
     * @throws StoreUnavailable when it could not even count
     */
    static CompletableFuture<Long> append(EntryTable reads, LedgerStore node, String id, String system) {
        String tag = "system/" + system;
        EntryTable.Sourced known = reads.source(having(tag), 0);
        Append append = new Append(List.of(StoreFixture.event(id, system, "n" + known.entries().size(), id)),
                having(tag), known.size());
        node.submit(append);
        return append.sealed();
    }

    /** @param reads where the caller counts; @param node where it appends */
    void decide(EntryTable reads, LedgerStore node, String system) {
        String id = UUID.randomUUID().toString();
        try {
            CompletableFuture<Long> sealed = append(reads, node, id, system);
            try {
                acknowledged.add(new Acknowledged(node, id, sealed.join()));
            } catch (CompletionException e) {
                switch (Objects.requireNonNull(e.getCause())) {
                    case Append.Rejected _ -> rejected.add(id);
                    case StoreUnavailable _ -> unknown.incrementAndGet();
                    default -> throw e;
                }
            }
        } catch (StoreUnavailable _) {
            // could not even count: nothing was asked for
        }
    }

    int sealed() {
        return acknowledged.size();
    }

    int rejected() {
        return rejected.size();
    }

    @Override
    public String toString() {
        return acknowledged.size() + " sealed, " + rejected.size() + " rejected, " + unknown.get() + " unknown";
    }

    /** The whole log against what was answered. Every node answers by now. */
    void check(HikariDataSource pool) throws SQLException {
        StoreFixture.check(pool);
        List<Entry> log = new EntryTable(pool).source(new Selection(List.of()), 0).entries().stream()
                .map(LedgerEventStorageEngine::decode).toList();
        assertThat(log).extracting(Entry::id).doesNotHaveDuplicates();
        assertThat(ids(log)).doesNotContainAnyElementsOf(rejected);
        for (Acknowledged each : acknowledged) {
            assertThat(log.get((int) each.position()).id()).isEqualTo(each.id());
        }
        log.forEach(Numbering::saysItsNumber);
        assertThat(log).hasSizeBetween(acknowledged.size(), acknowledged.size() + unknown.get() + 1);
        for (Acknowledged each : acknowledged) {
            provesItself(each.node().receipts().take(each.id()).orElseThrow(), each.position());
        }
    }

    static void saysItsNumber(Entry entry) {
        if (EventCatalog.read(entry.type(), entry.data()) instanceof ExportRecorded said) {
            assertThat(entry.streams()).contains(
                    new StreamIndex("system/" + said.system(),
                            Long.parseLong(String.valueOf(said.environment()).substring(1))));
        }
    }

    private static void provesItself(Receipt receipt, long position) {
        try {
            assertThat(receipt.position()).isEqualTo(position);
            TlogProof proof = TlogProof.parse(receipt.proof());
            Checkpoint checkpoint = Checkpoint.open(proof.checkpoint(), StoreFixture.SIGNER.verifierKey());
            proof.check(receipt.leafHash(), checkpoint);
        } catch (NoteRejected | ProofRejected e) {
            throw new AssertionError(e);
        }
    }

    private static Set<String> ids(Collection<Entry> log) {
        Set<String> ids = new HashSet<>();
        log.forEach(e -> ids.add(e.id()));
        return ids;
    }
}
