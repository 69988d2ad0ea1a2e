package io.countersign.stack;

import io.countersign.local.LocalFault;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;

/** What runs now. Notices a part that dies, and stops all of them: first what serves people, last what keeps the data. */
final class Running implements AutoCloseable {
    /** In the order in which they stop. */
    enum Layer {
        PAGES, SERVICES, DATA
    }

    private record Part(Layer layer, Runnable stop) {}

    /** With less room than this neither PostgreSQL nor Kafka can write another segment. */
    private static final long FULL_BYTES = 32L << 20;

    private final Path disk;
    private final List<Part> parts = new ArrayList<>();
    private final CompletableFuture<String> fault = new CompletableFuture<>();
    private volatile boolean stopping;

    /** @param directory where the parts keep what they write; need not exist yet */
    Running(Path directory) {
        this.disk = directory;
    }

    /** A process that must not end before it is told to. */
    synchronized void add(Layer layer, String name, CompletableFuture<Integer> onExit, Supplier<String> lastWords,
            Runnable stop) {
        add(layer, stop);
        onExit.thenAccept(status -> {
            if (!isStopping()) {
                fault.complete(name + " has died (exit status " + status + ")" + cause(lastWords.get()));
            }
        });
    }

    /** Something to stop. */
    synchronized void add(Layer layer, Runnable stop) {
        if (stopping) {
            stop.run();
            throw new LocalFault("Told to stop while still starting.");
        }
        parts.add(new Part(layer, stop));
    }

    private String cause(String lastWords) {
        // on a full disk the last words themselves may have found no room
        if (lastWords.contains("No space left on device")
                || disk.toFile().exists() && disk.toFile().getUsableSpace() < FULL_BYTES) {
            return ": the disk is full. Make room and start again; nothing that was acknowledged is lost.";
        }
        int analysis = lastWords.indexOf("Description:");
        if (analysis >= 0) {
            return ": " + lastWords.substring(analysis + "Description:".length()).replace("Action:", "").strip()
                    .replaceAll("\\s*\n\\s*", " ");
        }
        return ". Start again to go on where it was. Its last words:\n" + (lastWords.isBlank() ? "(none)" : lastWords);
    }

    /** Whether somebody has told it to stop. */
    boolean isStopping() {
        return stopping;
    }

    /** Waits until a part dies, and says which and why. */
    String awaitFault() {
        try {
            return fault.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "Interrupted.";
        }
    }

    boolean hasFault() {
        return fault.isDone();
    }

    /** Fails at once if a part has died. */
    void requireAlive() {
        if (fault.isDone()) {
            throw new LocalFault(fault.join());
        }
    }

    /** Stops everything, and returns when all of it is gone. A second call waits for the first. */
    @Override
    public synchronized void close() {
        stopping = true;
        for (var layer : Layer.values()) {
            var stops = parts.stream().filter(part -> part.layer == layer)
                    .map(part -> Thread.ofPlatform().start(part.stop)).toList();
            for (var stop : stops) {
                joined(stop);
            }
        }
        parts.clear();
    }

    private static void joined(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
