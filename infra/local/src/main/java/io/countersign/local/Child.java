package io.countersign.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * A process of ours that dies with this JVM, even when the JVM is killed with {@code kill -9}, and that a Ctrl-C in the terminal
 * does not reach: this JVM alone decides in which order its children stop. Its output goes to one log file.
 */
public final class Child {
    // The kernel's parent-death signal is tied to the forking thread, not to the process: all children are forked by one thread that
    // lives as long as the JVM.
    private static final ExecutorService FORKER = Executors
            .newSingleThreadExecutor(Thread.ofPlatform().daemon().name("forker").factory());
    private static final boolean LINUX = Files.isExecutable(Path.of("/proc/self/exe"))
            && (onPath("setpriv") && onPath("setsid"));

    private final String name;
    private final Process process;
    private final Path log;
    private final long began;

    /** @param began how long the log was before */
    private Child(String name, Process process, Path log, long began) {
        this.name = name;
        this.process = process;
        this.log = log;
        this.began = began;
    }

    /**
     * Starts a program.
     *
     * @param name
     *            what people call it, for messages
     * @param environment
     *            added to this JVM's own
     * @param log
     *            receives standard output and error, appended
     * @param orphanSignal
     *            what the kernel sends it when this JVM is gone: {@code TERM}, {@code INT}, {@code KILL}
     * @throws LocalFault
     *             if the program cannot be started
     */
    public static Child start(String name, List<String> command, Map<String, String> environment, Path log,
            String orphanSignal) {
        return launch(name, wrapped(List.of(), command, orphanSignal), environment, log);
    }

    /**
     * As {@link #start}, for a program that refuses to run as root: root runs it in a user namespace of its own, where it is nobody and
     * has none of root's powers, while the files it may touch stay the same.
     */
    static Child startUnprivileged(String name, List<String> command, Map<String, String> environment, Path log,
            String orphanSignal) {
        return launch(name, wrapped(unprivileged(), command, orphanSignal), environment, log);
    }

    /** The words to put before a command that must not run as root; none if this JVM is not root. */
    static List<String> unprivileged() {
        return "root".equals(System.getProperty("user.name")) ? List.of("unshare", "-U", "--") : List.of();
    }

    private static List<String> wrapped(List<String> prefix, List<String> command, String orphanSignal) {
        var words = new ArrayList<String>();
        if (LINUX) {
            words.add("setsid");
        }
        words.addAll(prefix);
        if (LINUX) {
            words.addAll(List.of("setpriv", "--pdeathsig", orphanSignal, "--"));
        }
        words.addAll(command);
        return words;
    }

    private static Child launch(String name, List<String> words, Map<String, String> environment, Path log) {
        endFormer(log);
        var began = log.toFile().length();
        var builder = new ProcessBuilder(words).redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        try {
            var process = FORKER.submit(builder::start).get();
            Settings.open(pidFile(log)).set("process", FormerProcess.mark(process.toHandle()));
            return new Child(name, process, log, began);
        } catch (ExecutionException e) {
            throw new LocalFault(name + " cannot be started: " + e.getMessage() + ".", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalFault("Interrupted while starting " + name + ".", e);
        }
    }

    /**
     * Ends the process that last wrote this log if it is still there: the JVM that started it was killed, and it has not noticed or is
     * still on its way out.
     */
    public static void endFormer(Path log) {
        if (Files.exists(pidFile(log))) {
            FormerProcess.of(Settings.open(pidFile(log)).get("process", () -> "0 0")).end();
        }
    }

    private static Path pidFile(Path log) {
        return log.resolveSibling(log.getFileName() + ".pid");
    }

    private static boolean onPath(String program) {
        for (var directory : System.getenv().getOrDefault("PATH", "/usr/bin:/bin").split(":")) {
            if (Files.isExecutable(Path.of(directory, program))) {
                return true;
            }
        }
        return false;
    }

    public String name() {
        return name;
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Completed with the exit status when the process has ended, by whatever cause. */
    public CompletableFuture<Integer> onExit() {
        return process.onExit().thenApply(Process::exitValue);
    }

    /** Sends a signal by name, such as {@code INT}. A process that is gone already is no error. */
    public void signal(String signal) {
        signal(process.pid(), signal);
    }

    static void signal(long pid, String signal) {
        try {
            new ProcessBuilder("sh", "-c", "kill -" + signal + " " + pid).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor();
        } catch (IOException e) {
            throw new LocalFault("Signals cannot be sent: " + LocalFault.why(e) + ".", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Asks it to end with a signal and, if it has not after the time, ends it with {@code KILL}. Returns when it is gone. */
    public void stop(String signal, Duration grace) {
        if (process.isAlive()) {
            signal(signal);
        }
        if (!ended(grace)) {
            kill();
        }
    }

    /** Ends it at once, as {@code kill -9} does, and returns when it is gone. */
    public void kill() {
        process.destroyForcibly();
        ended(Duration.ofSeconds(30));
    }

    private boolean ended(Duration atMost) {
        try {
            return process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return !process.isAlive();
        }
    }

    /** Whether something was written to its log since its start, maybe by what its predecessor left behind. */
    boolean hasSaid(String words) {
        return said().contains(words);
    }

    /** The last lines of its log since its start, to say why it died; empty if there are none. */
    public String lastLines(int count) {
        var lines = said().lines().toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - count), lines.size()));
    }

    private String said() {
        try {
            var bytes = Files.readAllBytes(log);
            var from = (int) Math.min(began, bytes.length);
            return new String(bytes, from, bytes.length - from, StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }
}
