package io.countersign.ledger.evidence;

import io.countersign.ledger.checkpoint.Checkpoint;
import io.countersign.ledger.evidence.BundleCheck.Checked;
import io.countersign.ledger.hash.Digest;
import io.countersign.ledger.hash.TreeHasher;
import io.countersign.ledger.tree.TileId;
import io.countersign.ledger.tree.TileSource;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * All checks of a whole log: every entry's bytes, place, link, time and stream indexes, every tile, the root. Bundles of entries are worked on in parallel, a few ahead of the
 * one whose turn it is, and then fitted to the log before them in their order, which is little work. What grows with the log is only {@link StreamCounts}.
 */
final class LogVerification {

    private static final int AHEAD_PER_THREAD = 4;

    private final Checkpoint checkpoint;
    private final TileSource source;
    private final int threads;
    private final List<WatchedStream> watched;
    private final Findings findings;

    private final TileRows rows;
    private final StreamCounts streams = new StreamCounts();
    private byte[] previous = TreeHasher.EMPTY.bytes();
    private byte[] lastLeaves = {};
    private long time;

    LogVerification(Checkpoint checkpoint, TileSource source, Findings findings, List<String> populations,
            int threads) {
        this.checkpoint = checkpoint;
        this.source = source;
        this.findings = findings;
        this.threads = threads;
        this.watched = populations.stream().map(WatchedStream::new).toList();
        this.rows = new TileRows(source);
    }

    /** @throws UncheckedIOException if part of the log cannot be read */
    void check() throws FaultFound {
        checkBundles();
        findings.passed("entries: all " + checkpoint.size()
                + " are well-formed, at their place, chained each to the one before, and time never runs backwards");
        findings.passed("streams: the entries of each of " + streams.size() + " are numbered from 0 without gaps");
        rows.checkEdge();
        findings.passed("tiles: every hash is that of the entries' bytes or of the tile below");
        Digest root = rows.root(lastLeaves);
        if (!root.equals(checkpoint.root())) {
            throw FaultFound.in(PackName.CHECKPOINT, "root of " + checkpoint.size() + " entries", root,
                    checkpoint.root());
        }
        findings.passed("root: the tree over the entries' bytes has the checkpoint's root");
        watched.forEach(each -> findings.complete(each.population(streams, checkpoint.size())));
    }

    private void checkBundles() throws FaultFound {
        long bundles = (checkpoint.size() + TileId.FULL - 1) / TileId.FULL;
        Queue<BundleCheck> idle = new ConcurrentLinkedQueue<>();
        ExecutorService workers = Executors.newFixedThreadPool(threads,
                Thread.ofPlatform().daemon().name("verification-", 0).factory());
        try {
            Queue<Future<Checked>> ahead = new ArrayDeque<>();
            for (long next = 0; next < bundles || !ahead.isEmpty();) {
                while (next < bundles && ahead.size() < AHEAD_PER_THREAD * threads) {
                    TileId id = TileId.in(checkpoint.size(), TileId.ENTRIES, next++);
                    ahead.add(workers.submit(() -> work(idle, id)));
                }
                fit(result(ahead.remove()));
            }
        } finally {
            workers.shutdownNow();
        }
    }

    private Checked work(Queue<BundleCheck> idle, TileId id) {
        BundleCheck free = idle.poll();
        BundleCheck check = free == null ? new BundleCheck(source, checkpoint.origin()) : free;
        Checked checked = check.check(id);
        idle.add(check);
        return checked;
    }

    private static Checked result(Future<Checked> work) {
        try {
            return work.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException known) {
                throw known;
            }
            throw new IllegalStateException("a bundle could not be checked", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new InterruptedIOException("the verification was interrupted"));
        }
    }

    private void fit(Checked bundle) throws FaultFound {
        boolean fits = bundle.clean() && Arrays.equals(bundle.link(), previous) && bundle.earliest() >= time
                && bundle.streams().follow(streams);
        if (!fits) {
            Instant before = Instant.ofEpochSecond(time / 1_000_000, time % 1_000_000 * 1_000);
            throw new BundleFault(source, checkpoint, bundle.id(), bundle.bytes(), rows, streams, Digest.of(previous),
                    before).find();
        }
        bundle.streams().addTo(streams);
        watched.forEach(each -> each.see(bundle));
        previous = bundle.lastHash();
        time = bundle.latest();
        if (bundle.id().isFull()) {
            rows.add(bundle.root());
        } else {
            lastLeaves = bundle.hashes();
        }
    }
}
