package io.countersign.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A process that an earlier JVM started, known by its number and starting time: the number alone may be a stranger's by now. */
record FormerProcess(long pid, long startSecond) {
    /** The kernel's boot time, from which starting times are counted, moves when the clock is set. */
    private static final long TOLERANCE_SECONDS = 2;

    /** What to write down of a process: {@code "<pid> <seconds since 1970>"}. */
    static String mark(ProcessHandle process) {
        return process.pid() + " " + startSecond(process);
    }

    /** Reads a mark; what is no mark names no process. */
    static FormerProcess of(String mark) {
        var parts = mark.split(" ");
        try {
            return new FormerProcess(Long.parseLong(parts[0]), Long.parseLong(parts[parts.length - 1]));
        } catch (NumberFormatException e) {
            return new FormerProcess(0, 0);
        }
    }

    /** Ends it, kindly at first; nothing happens if it is gone. */
    void end() {
        if (!isThere()) {
            return;
        }
        Child.signal(pid, "TERM");
        if (!Patience.waited(Duration.ofSeconds(10), () -> !isThere())) {
            Child.signal(pid, "KILL");
            Patience.until(Duration.ofSeconds(10), "process " + pid + " of an earlier start has ended",
                    () -> !isThere());
        }
    }

    private boolean isThere() {
        return find().filter(process -> Math.abs(startSecond(process) - startSecond) <= TOLERANCE_SECONDS).isPresent()
                && !isZombie(pid);
    }

    private Optional<ProcessHandle> find() {
        return pid > 0 ? ProcessHandle.of(pid) : Optional.empty();
    }

    private static long startSecond(ProcessHandle process) {
        return process.info().startInstant().map(Instant::getEpochSecond).orElse(0L);
    }

    /** Whether the process has ended and only waits for its parent to notice, which in a container may be never. */
    static boolean isZombie(long pid) {
        try {
            var stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            return stat.startsWith(") Z", stat.lastIndexOf(')'));
        } catch (IOException e) {
            return false; // no such process, or no /proc
        }
    }
}
