package io.countersign.stack.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicLong;

/** Callers that ask again as soon as they are answered. */
final class Load {

    private Load() {}

    /** One thing a caller asks for; returns when it is answered. */
    interface Call {
        void run() throws Exception;
    }

    /** Nothing is left to ask for: the measure ends here. */
    static final class Enough extends RuntimeException {
        Enough() {
            super("nothing is left to ask for", null, false, false);
        }
    }

    /** Answers per second. */
    static double perSecond(int callers, Duration time, Call call) {
        return perSecond(callers, time, Thread.ofVirtual().factory(), call);
    }

    /** Answers per second to callers in such threads. */
    static double perSecond(int callers, Duration time, ThreadFactory threads, Call call) {
        var count = new AtomicLong();
        var start = System.nanoTime();
        var end = start + time.toNanos();
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (int i = 0; i < callers; i++) {
            all.add(CompletableFuture.runAsync(() -> {
                try {
                    while (System.nanoTime() < end) {
                        run(call);
                        count.incrementAndGet();
                    }
                } catch (Enough _) {
                    // the others finish what they are at
                }
            }, caller -> threads.newThread(caller).start()));
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
