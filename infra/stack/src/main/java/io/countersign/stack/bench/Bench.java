package io.countersign.stack.bench;

import io.countersign.local.LocalFault;
import io.countersign.local.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code countersign bench}: measures on a stack of its own, in a directory that is thrown away, and prints ratios. */
@Command(name = "bench", sortOptions = false, description = {
    "Measures how fast the ledger is on this machine, each measure beside a yardstick, on a PostgreSQL (fsync on), a Kafka and services of its own.",
    "append: decisions, bulk, receipts over HTTP. verify: the whole log. project: intake and rebuild of query-service."})
public final class Bench implements Callable<Integer> {

    enum What {
        append, verify, project
    }

    @Parameters(paramLabel = "append|verify|project", description = "What to measure.")
    private What what = What.append;
    @Option(names = "--full", description = "append: also how the cost grows up to 5 million entries (a quarter of an hour or more, 20 GB of disk).")
    private boolean full;
    @Option(names = "--entries", paramLabel = "N", defaultValue = "5000000", description = "append --full: how many entries to grow to; default ${DEFAULT-VALUE}.")
    private long entries = 5_000_000;
    @Option(names = "--in-process", description = "append: leave out what goes over HTTP.")
    private boolean inProcess;
    @Option(names = "--json", description = "Print one JSON document instead of lines for people.")
    private boolean json;
    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Print this help.")
    private boolean help;
    @Spec
    private CommandSpec spec = CommandSpec.create();

    public static void main(String[] arguments) {
        // before the first logger: Kafka's client and the database pool would say a lot
        System.setProperty("logback.configurationFile", "io/countersign/local/quiet-logback.xml");
        System.exit(new CommandLine(new Bench()).setCaseInsensitiveEnumValuesAllowed(true).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        var err = spec.commandLine().getErr();
        var directory = scratch();
        Consumer<String> progress = sentence -> {
            err.println("bench: " + sentence);
            err.flush();
        };
        // a signal, too, leaves nothing behind: the parts die with this JVM
        var sweep = new Thread(() -> Trees.delete(directory), "sweep");
        Runtime.getRuntime().addShutdownHook(sweep);
        try {
            print(switch (what) {
                case append -> new AppendBench(directory, progress).run(full ? entries : 0, !inProcess);
                case verify -> new VerifyBench(directory, progress).run();
                case project -> new ProjectBench(directory, progress).run();
            });
            return 0;
        } catch (LocalFault e) {
            err.println("countersign: " + e.getMessage());
            return 1;
        }
    }

    private static Path scratch() throws IOException {
        return Files.createTempDirectory("countersign-bench-");
    }

    private void print(List<Row> rows) {
        var out = spec.commandLine().getOut();
        if (json) {
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("machine", machine());
            document.put("rows", rows);
            out.println(JsonMapper.shared().writeValueAsString(document));
        } else {
            out.println(machine());
            rows.forEach(row -> out.println(row.text()));
        }
        out.flush();
    }

    /** Processors, memory, system and JVM, and how busy the machine was. */
    static String machine() {
        var system = java.lang.management.ManagementFactory.getOperatingSystemMXBean();
        List<String> parts = new ArrayList<>();
        parts.add(system.getAvailableProcessors() + " processors" + processor());
        if (system instanceof com.sun.management.OperatingSystemMXBean more) {
            parts.add((more.getTotalMemorySize() >> 30) + " GiB");
        }
        parts.add(system.getName() + " " + system.getVersion());
        parts.add("Java " + Runtime.version());
        parts.add("PostgreSQL 18 with fsync, on the same machine");
        parts.add("load %.1f".formatted(system.getSystemLoadAverage()));
        return String.join(", ", parts);
    }

    private static String processor() {
        try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name")).findFirst()
                    .map(line -> " (" + line.substring(line.indexOf(':') + 1).strip() + ")").orElse("");
        } catch (IOException e) {
            return "";
        }
    }
}
