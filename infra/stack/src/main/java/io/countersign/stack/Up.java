package io.countersign.stack;

import io.countersign.local.LocalFault;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code countersign up}: starts everything, says {@code ready}, and stays until it is told to stop or a part dies. */
@Command(name = "up", sortOptions = false, description = {
    "Starts everything on this machine, in the foreground: PostgreSQL, Kafka, an OpenID issuer, a timestamp authority, "
            + "command-service and query-service, all on 127.0.0.1.",
    "Ctrl-C or SIGTERM stops it; starting again on the same directory goes on where it was, also after kill -9."})
final class Up implements Callable<Integer> {
    @Option(names = "--data", paramLabel = "DIR", defaultValue = ".countersign", description = "Where everything is kept; default ${DEFAULT-VALUE}.")
    private Path data = Path.of(".countersign");
    @Option(names = "--port", paramLabel = "N", defaultValue = "8080", description = "Port of the console; command-service takes N+1, query-service N+2, issuer N+3, timestamp authority N+4. "
            + "Default ${DEFAULT-VALUE}.")
    private int port = 8080;
    @Option(names = "--empty", description = "Import no checklist and make up no history.")
    private boolean empty;
    @Option(names = "--policy", paramLabel = "FILE", description = "Witnesses that are asked to cosign, with their addresses, and the quorum of them (C2SP tlog-policy); "
            + "by default query-service alone, and no quorum.")
    private @Nullable Path policy;
    @Option(names = "--json", description = "When ready, print one JSON document instead of lines for people.")
    private boolean json;
    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Print this help.")
    private boolean help;
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        var err = spec.commandLine().getErr();
        var running = new Running(data);
        var status = new AtomicInteger();
        var ready = false;
        // whatever ends this program, a signal included, comes by here: everything stops before it does
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            running.close();
            Runtime.getRuntime().halt(status.get());
        }, "stop"));
        try {
            var ports = StackPorts.from(port);
            var stack = LocalStack.start(Installation.here(), data, ports, running, Clock.systemUTC(), err, null,
                    policy == null ? null : Policy.given(policy));
            if (!empty) {
                new Demonstration(stack).run();
            }
            stack.publish();
            announce(spec.commandLine().getOut(), stack);
            ready = true;
            throw new LocalFault(running.awaitFault());
        } catch (LocalFault e) {
            if (!running.isStopping()) {
                status.set(1);
                fail(String.valueOf(e.getMessage()), ready);
            }
        } catch (RuntimeException e) {
            status.set(1);
            throw e;
        }
        return status.get();
    }

    private void fail(String sentence, boolean ready) {
        spec.commandLine().getErr().println("countersign: " + sentence);
        if (json && !ready) { // there is one document on standard output, whatever happens
            spec.commandLine().getOut()
                    .println(JsonMapper.shared().writeValueAsString(Map.of("ready", false, "problem", sentence)));
        }
    }

    private void announce(PrintWriter out, LocalStack stack) {
        if (json) {
            var document = new LinkedHashMap<String, Object>();
            document.put("ready", true);
            document.putAll(stack.addresses());
            out.println(JsonMapper.shared().writeValueAsString(document));
        } else {
            out.println("ready");
            out.println(stack.addresses().get("console"));
        }
        out.flush();
    }
}
