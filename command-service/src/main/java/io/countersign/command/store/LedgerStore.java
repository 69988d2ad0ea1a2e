package io.countersign.command.store;

import io.countersign.command.store.Sealer.Batch;
import io.countersign.command.keyring.KeyRing;
import io.countersign.events.LedgerEvents.LedgerCreated;
import io.countersign.ledger.entry.Author;
import io.countersign.ledger.note.NoteSigner;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One node's ledger, opened: checked, begun if it was empty, and ready to append. */
public final class LedgerStore implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LedgerStore.class);
    /** How long an append is tried while the database does not answer. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    /** What part of the heap recently used events may take. */
    private static final int MEMORY_SHARE = 8;

    private final DataSource database;
    private final String origin;
    private final KeyRing ring;
    private final InstantSource clock;
    private final Embargo embargo = new Embargo();
    /** How long the log was when this node last knew; for the appender's thread. */
    private long reached;
    private final EntryTable entries;
    private final Appender appender;
    private final LedgerEventStorageEngine engine;
    private final Receipts receipts;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    private LedgerStore(DataSource database, String origin, KeyRing ring, InstantSource clock,
            EventFormat format, int many) {
        this.database = database;
        this.origin = origin;
        this.ring = ring;
        this.clock = clock;
        entries = new EntryTable(database);
        LogSigning signing = new LogSigning(ring, () -> log().keys(ring.first().verifierKey()));
        Sealer sealer = new Sealer(origin, signing);
        receipts = new Receipts(entries);
        RecentEvents recent = new RecentEvents(Runtime.getRuntime().maxMemory() / MEMORY_SHARE);
        var preparation = new Preparation(sealer, new Recent(), recent);
        appender = new Appender(
                new Committer(database, entries, preparation, clock, PATIENCE, new Committer.Listener() {
                    @Override
                    public void committed(Batch batch) {
                        reached = batch.after().size();
                        recent.committed(batch.before().size(), batch.entries());
                        receipts.committed(batch);
                        tell();
                        // last, as it reads: what is stored has its receipts whether or not that is answered
                        if (batch.rotates()) {
                            signing.reload(reached);
                        }
                    }

                    @Override
                    public void found(Append append, long first) {
                        receipts.found(append, first);
                        tell();
                    }

                    @Override
                    public void loaded(long size) {
                        requireNotShorter(size);
                        signing.reload(size);
                    }
                }), embargo, many);
        engine = new LedgerEventStorageEngine(entries, new Lookups(new LookupTable(database), recent), appender,
                sealer, format);
        listeners.add(engine::committed);
    }

    /**
     * Opens the ledger and begins it, if it has no entries.
     *
     * @param ids gives the first entry's id, a UUIDv7
     * @throws DamagedLog when what is stored does not fit together
     * @throws StoreUnavailable when the database does not answer
     */
    public static LedgerStore open(DataSource database, String origin, NoteSigner signer, InstantSource clock,
            Supplier<UUID> ids) {
        LedgerStore store = open(database, origin, signer, clock);
        try {
            store.begin(ids);
        } catch (RuntimeException e) {
            store.close();
            throw e;
        }
        return store;
    }

    /**
     * Opens the ledger: checks its tail, and appends nothing yet.
     *
     * @throws DamagedLog when what is stored does not fit together
     * @throws StoreUnavailable when the database does not answer
     */
    public static LedgerStore open(DataSource database, String origin, NoteSigner signer, InstantSource clock) {
        return open(database, origin, KeyRing.of(signer), clock);
    }

    /**
     * As the other, with keys that can be rotated.
     *
     * @throws DamagedLog when what is stored does not fit together
     * @throws StoreUnavailable when the database does not answer
     */
    public static LedgerStore open(DataSource database, String origin, KeyRing ring, InstantSource clock) {
        return checked(unborn(database, origin, ring, clock, new SealedEvents(), Appender.MANY));
    }

    /** @param many appends that a batch must have for the next to be prepared while it is stored */
    static LedgerStore open(DataSource database, String origin, NoteSigner signer, InstantSource clock, int many) {
        return checked(unborn(database, origin, signer, clock, new SealedEvents(), many));
    }

    private static LedgerStore checked(LedgerStore store) {
        try {
            store.check();
        } catch (SQLException e) {
            store.close();
            throw new StoreUnavailable("the ledger's database did not answer: " + e.getMessage(), e);
        } catch (RuntimeException e) {
            store.close();
            throw e;
        }
        return store;
    }

    /** A ledger without its first entry, and events in a format of the caller's. */
    static LedgerStore unborn(DataSource database, String origin, NoteSigner signer, InstantSource clock,
            EventFormat format, int many) {
        return unborn(database, origin, KeyRing.of(signer), clock, format, many);
    }

    private static LedgerStore unborn(DataSource database, String origin, KeyRing ring, InstantSource clock,
            EventFormat format, int many) {
        LedgerStore store = new LedgerStore(database, origin, ring, clock, format, many);
        store.appender.start();
        return store;
    }

    public LedgerEventStorageEngine engine() {
        return engine;
    }

    public Receipts receipts() {
        return receipts;
    }

    public LedgerLog log() {
        return new LedgerLog(entries);
    }

    /** What keeps this node from appending. */
    public Embargo embargo() {
        return embargo;
    }

    /** The re-hash of the whole log, to be started and closed by the caller. */
    public Rehash rehash(Rehash.Schedule schedule) {
        return new Rehash(database, origin, ring::all, clock, schedule, embargo);
    }

    /** Appends without Axon. */
    void submit(Append append) {
        appender.submit(append);
    }

    /** @param listener run after each commit of this node, on the appender's thread; must be quick */
    public void onCommit(Runnable listener) {
        listeners.add(listener);
    }

    /** Takes no more appends and finishes those that wait. */
    @Override
    public void close() {
        appender.close();
    }

    /** A database that was restored, or failed over, while this node runs must not have lost what was acknowledged. */
    private void requireNotShorter(long size) {
        if (size < reached) {
            String reason = "This ledger has " + size + " entries, and had " + reached
                    + ": its database was restored to an earlier state. Nothing is appended; docs/OPERATIONS.md says what to do.";
            embargo.lay("this node", reason);
            // not as what may pass when it is tried again
            throw new IllegalStateException(reason, new StoreUnavailable(reason, null));
        }
        reached = size;
    }

    private void tell() {
        for (Runnable listener : listeners) {
            try {
                listener.run();
            } catch (RuntimeException e) {
                // What is committed is committed: a listener's fault is neither the appends' nor the other listeners'.
                LOG.error("A listener failed at a commit", e);
            }
        }
    }

    private void check() throws SQLException {
        SelfCheck.tail(new TailTable(database), entries.head(), origin, ring.all(), SelfCheck.TAIL);
    }

    /**
     * Appends the log's first entry, if it has none and nothing keeps it from being appended.
     *
     * @param ids gives the entry's id, a UUIDv7
     */
    public void begin(Supplier<UUID> ids) {
        if (entries.size() > 0 || embargo.reason().isPresent()) {
            return;
        }
        Sealable created = SealedEvents.sealable(ids.get().toString(),
                new LedgerCreated(origin, ring.first().verifierKey().format()),
                Author.SYSTEM, null, null, null);
        // Unless another node began it in the meantime.
        Append begin = new Append(List.of(created),
                new Selection(List.of(new Selection.Criterion(Set.of("type/" + created.type()), Set.of()))), 0);
        submit(begin);
        try {
            begin.sealed().join();
        } catch (CompletionException e) {
            if (!(e.getCause() instanceof Append.Rejected)) {
                throw e;
            }
        }
    }
}
