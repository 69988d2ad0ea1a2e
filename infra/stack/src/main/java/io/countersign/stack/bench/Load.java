package io.countersign.stack.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;

/** Callers that ask again as soon as they are answered. */
final class Load {

    private Load() {}

    /** One thing a caller asks for; returns when it is answered. */
    interface Call {
        void run() throws Exception;
    }

    /** Answers per second. */
    static double perSecond(int callers, Duration time, Call call) {
        var count = new AtomicLong();
        var start = System.nanoTime();
        var end = start + time.toNanos();
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (int i = 0; i < callers; i++) {
            all.add(CompletableFuture.runAsync(() -> {
                while (System.nanoTime() < end) {
                    run(call);
                    count.incrementAndGet();
                }
            }, Thread::startVirtualThread));
        }
        CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).join();
        return count.get() * 1e9 / (System.nanoTime() - start);
    }

    /** Median time of one call at a time, in milliseconds. */
    static double medianMillis(Duration time, Call call) {
        List<Double> times = new ArrayList<>();
        var end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            var start = System.nanoTime();
            run(call);
            times.add((System.nanoTime() - start) / 1e6);
        }
        return Rounds.median(times);
    }

    private static void run(Call call) {
        try {
            call.run();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new CompletionException(e);
        }
    }
}
