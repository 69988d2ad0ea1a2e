package io.countersign.stack.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The processor time that this JVM and PostgreSQL spend on a measure, which a busy machine does not change. Linux tells it of other processes. */
final class Meter {
    private static final int TICKS_PER_SECOND = 100;
    private static final int FIELDS_BEFORE_TIMES = 11;

    private final long postgres;
    private final List<Double> here = new ArrayList<>();
    private final List<Double> there = new ArrayList<>();

    Meter(long postgres) {
        this.postgres = postgres;
    }

    /** A measure: how many things were done in how many seconds. */
    interface Measure {
        /** Things done for each second. */
        double run() throws Exception;
    }

    /** Runs a measure and takes its processor time down. */
    double of(Measure measure) throws Exception {
        var jvm = jvm();
        var server = server();
        var start = System.nanoTime();
        var perSecond = measure.run();
        var things = perSecond * (System.nanoTime() - start) / 1e9;
        here.add((jvm() - jvm) / 1e3 / things);
        there.add((server() - server) / 1e3 / things);
        return perSecond;
    }

    /** Median processor time of one thing, in words. */
    String spent() {
        return String.format(Locale.ROOT, "%.0f us here and %.0f us in PostgreSQL", Rounds.median(here),
                Rounds.median(there));
    }

    private static long jvm() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean os
                ? os.getProcessCpuTime()
                : 0;
    }

    private long server() {
        return ProcessHandle.of(postgres).map(p -> Stream.concat(Stream.of(p), p.descendants())
                .mapToLong(each -> nanos(each.pid())).sum()).orElse(0L);
    }

    private static long nanos(long pid) {
        try {
            var stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return (Long.parseLong(fields[FIELDS_BEFORE_TIMES]) + Long.parseLong(fields[FIELDS_BEFORE_TIMES + 1]))
                    * (1_000_000_000L / TICKS_PER_SECOND);
        } catch (IOException e) {
            return 0; // gone, or no Linux
        }
    }
}
