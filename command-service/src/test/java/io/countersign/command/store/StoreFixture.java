package io.countersign.command.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.countersign.command.store.Selection.Criterion;
import io.countersign.events.LedgerEvent;
import io.countersign.events.LedgerEvents.ExportRecorded;
import io.countersign.ledger.entry.Author;
import io.countersign.ledger.entry.EntryBundle;
import io.countersign.ledger.evidence.Trust;
import io.countersign.ledger.evidence.Verdict;
import io.countersign.ledger.evidence.Verification;
import io.countersign.ledger.note.Ed25519;
import io.countersign.ledger.note.Ed25519Key;
import io.countersign.ledger.note.NoteRejected;
import io.countersign.ledger.note.NoteSigner;
import io.countersign.ledger.note.SignedNote;
import io.countersign.ledger.tree.TileId;
import io.countersign.ledger.tree.TileSource;
import io.countersign.local.Database;
import io.countersign.local.TestParts;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A ledger's database of a test's own, stores on it, events to put there, and the check of all that came of it. */
public final class StoreFixture {

    public static final String ORIGIN = "countersign.test/ledger";
    public static final NoteSigner SIGNER = Ed25519.signer(ORIGIN, Ed25519Key.ofSeed(new byte[Ed25519Key.SEED_BYTES]));

    final Database owner;
    final Database service;

    public StoreFixture() {
        this(database());
    }

    StoreFixture(Database owner) {
        this.owner = owner;
        service = TestParts.postgres().entrance(owner, "command_service");
    }

    static Database database() {
        TestParts.postgres().createRole("command_service");
        return TestParts.database("ledger", "ledger_owner", db -> Migrations.run(db.url(), db.user(), db.password()));
    }

    /** The same database, entered as one who may do anything. */
    Database superuser() {
        Database administration = TestParts.postgres().administration();
        return new Database(owner.name(), owner.url(), administration.user(), administration.password());
    }

    public HikariDataSource pool() {
        return LedgerPool.open(service.url(), service.user(), service.password());
    }

    public static LedgerStore open(HikariDataSource pool) {
        return LedgerStore.open(pool, ORIGIN, SIGNER, InstantSource.system(), UUID::randomUUID);
    }

    /** Opened, and preparing the next batch while one is under way as soon as it has so many appends. */
    static LedgerStore open(HikariDataSource pool, int many) {
        LedgerStore store = LedgerStore.open(pool, ORIGIN, SIGNER, InstantSource.system(), many);
        store.begin(UUID::randomUUID);
        return store;
    }

    /** Opened, and without a first entry if the database has none. */
    public static LedgerStore unbegun(HikariDataSource pool) {
        return LedgerStore.open(pool, ORIGIN, SIGNER, InstantSource.system());
    }

    /** An event of a system's, an environment's and its type's streams. */
    static Sealable event(String system, String environment, @Nullable String command) {
        return event(UUID.randomUUID().toString(), system, environment, command);
    }

    static Sealable event(String id, String system, String environment, @Nullable String command) {
        return SealedEvents.sealable(id, new ExportRecorded(UUID.randomUUID().toString(),
                "00".repeat(32), null, system, environment, null, null, 0, List.of()), Author.SYSTEM, null, null,
                command);
    }

    static Sealable event(String system) {
        return event(system, "test", null);
    }

    /** The event with one more tag, which the database may not like. */
    static Sealable tagged(Sealable event, String tag) {
        return new Sealable(event.id(), event.type(), event.subject(), event.streams(), Set.of(tag), event.author(),
                event.idempotencyKey(), event.requestDigest(), event.data(), event.command());
    }

    /** An event that says little. */
    static LedgerEvent said(String system) {
        return new ExportRecorded(UUID.randomUUID().toString(), "00".repeat(32), null, system, "test", null, null, 0,
                List.of());
    }

    static Append append(Sealable... events) {
        return new Append(List.of(events), null, 0);
    }

    static Selection having(String tag) {
        return new Selection(List.of(new Criterion(Set.of(tag), Set.of())));
    }

    /** Seals events in one commit, or several if others append too. */
    public static void seal(LedgerStore store, LedgerEvent... events) {
        Append append = append(Stream.of(events).map(
                e -> SealedEvents.sealable(UUID.randomUUID().toString(), e, Author.SYSTEM, null, null, null))
                .toArray(Sealable[]::new));
        store.submit(append);
        append.sealed().join();
    }

    /** Appends entries that say little, several to a commit. */
    public static void grow(LedgerStore store, long size) {
        while (store.log().size() < size) {
            long left = size - store.log().size();
            int more = (int) Math.min(left > 5_000 ? 2_000 : 100, left);
            Append append = append(IntStream.range(0, more).mapToObj(i -> event("s" + i % 7))
                    .toArray(Sealable[]::new));
            store.submit(append);
            append.sealed().join();
        }
    }

    /** Verifies the whole log from its bytes, and that all it is looked up by follows from them. */
    static void check(HikariDataSource pool) throws SQLException {
        EntryTable entries = new EntryTable(pool);
        SelfCheck.tail(new TailTable(pool), entries.head(), ORIGIN, List.of(SIGNER.verifierKey()), SelfCheck.TAIL);
        if (entries.size() > 0) {
            assertThat(verdict(new LedgerLog(entries))).isInstanceOf(Verdict.Verified.class);
            WholeCheck check = new WholeCheck(new TailTable(pool), ORIGIN, List.of(SIGNER.verifierKey()),
                    entries.size());
            while (check.next()) {
                assertThat(check.position()).isPositive();
            }
        }
    }

    public static Verdict verdict(LedgerLog log) {
        long size = log.size();
        TileSource hashes = log.tiles(size);
        return verdict(log.checkpoint().orElseThrow(), ids -> ids.stream().map(id -> id.level() == TileId.ENTRIES
                ? EntryBundle.format(
                        log.from(id.index() * TileId.FULL, id.width()).stream().map(LedgerLog.Stored::bytes).toList())
                : hashes.read(List.of(id)).getFirst()).toList());
    }

    public static Verdict verdict(String checkpoint, TileSource log) {
        try {
            return Verification.ofLog(SignedNote.parse(checkpoint), log,
                    Trust.of(List.of(SIGNER.verifierKey())));
        } catch (NoteRejected e) {
            throw new AssertionError(e);
        }
    }
}
