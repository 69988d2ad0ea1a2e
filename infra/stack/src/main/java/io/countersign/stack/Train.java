package io.countersign.stack;

import io.countersign.local.Child;
import io.countersign.local.LocalFault;
import io.countersign.local.Patience;
import io.countersign.local.Ports;
import io.countersign.local.Settings;
import io.countersign.local.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * Runs the whole stack once on a directory that is thrown away, and has the services and the cli record how they start (JDK 25 AOT
 * caches). The launcher script does this at the end of a build.
 */
@Command(name = "train", hidden = true, description = "Records how the programs start, so that later starts are quick.")
final class Train implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        var err = spec.commandLine().getErr();
        var installation = Installation.here();
        var scratch = installation.home().resolve("infra/stack/target/training");
        Trees.delete(scratch); // what an older version left there may not suit this one
        Settings.directory(scratch);
        var running = new Running(scratch);
        try (running) {
            var stack = LocalStack.start(installation, scratch.resolve("data"), freePorts(), running, Clock.systemUTC(),
                    err,
                    scratch, null);
            stack.publish();
            recordCli(installation, scratch, stack.directory());
            new Demonstration(stack).run(); // so that the recordings know requests, too
        } catch (LocalFault e) {
            err.println("countersign: " + e.getMessage());
            return 1;
        }
        keep(installation, scratch); // the recordings are whole only now that the services have stopped
        Trees.delete(scratch);
        return 0;
    }

    private static StackPorts freePorts() {
        return new StackPorts(Ports.free(), Ports.free(), Ports.free(), Ports.free(), Ports.free());
    }

    private static void recordCli(Installation installation, Path scratch, Path data) {
        var words = new ArrayList<>(List.of(Installation.java(), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC",
                "-XX:AOTCacheOutput=" + scratch.resolve("cli.aot"), "-jar", installation.jar("cli").toString(),
                "deployment",
                "list", "--json", "--data", data.toString()));
        var cli = Child.start("cli", words, Map.of(), scratch.resolve("cli.log"), "KILL");
        Patience.until(Duration.ofSeconds(60), "the cli has recorded its start", () -> !cli.isAlive());
    }

    /** Only whole recordings go where starts look for them. */
    private static void keep(Installation installation, Path scratch) {
        try {
            Files.createDirectories(installation.startCache("any").getParent());
            for (var program : List.of("kafka", "command-service", "query-service", "cli")) {
                var recording = scratch.resolve(program + ".aot");
                if (Files.exists(recording)) { // one is missing if its program was slow to end
                    Files.move(recording, installation.startCache(program), StandardCopyOption.REPLACE_EXISTING);
                }
            }
        } catch (IOException e) {
            throw new LocalFault("Cannot keep what was recorded: " + LocalFault.why(e) + ".", e);
        }
    }
}
