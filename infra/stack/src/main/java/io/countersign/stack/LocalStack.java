package io.countersign.stack;

import io.countersign.local.Child;
import io.countersign.local.Database;
import io.countersign.local.LocalFault;
import io.countersign.local.LocalIssuer;
import io.countersign.local.LocalKafka;
import io.countersign.local.LocalPostgres;
import io.countersign.local.LocalTimestampAuthority;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Everything, started side by side on one directory. */
final class LocalStack {
    private final DataDirectory data;
    private final StackPorts ports;
    private final Secrets secrets;
    private final LocalIssuer issuer;
    private final Running running;
    private final HttpClient client;
    private final Database administration;
    private final String brokers;

    private LocalStack(DataDirectory data, StackPorts ports, Secrets secrets, LocalIssuer issuer, Running running,
            HttpClient client, Database administration, String brokers) {
        this.data = data;
        this.ports = ports;
        this.secrets = secrets;
        this.issuer = issuer;
        this.running = running;
        this.client = client;
        this.administration = administration;
        this.brokers = brokers;
    }

    /** Returns when both services are healthy. What was started is in {@code running}, also when this fails. */
    static LocalStack start(Installation installation, Path directory, StackPorts ports, Running running, Clock clock,
            PrintWriter progress) {
        return start(installation, directory, ports, running, clock, progress, null, null);
    }

    /**
     * @param recordings where the programs record their start for quicker ones, or null to make use of what is recorded
     * @param policy     of witnesses, given by the caller; null for the stack's own
     */
    static LocalStack start(Installation installation, Path directory, StackPorts ports, Running running, Clock clock,
            PrintWriter progress, @Nullable Path recordings, @Nullable Path policy) {
        var data = DataDirectory.open(directory);
        StackFile.delete(data);
        for (var service : new String[]{"command-service", "query-service"}) {
            Child.endFormer(data.log(service));
        }
        ports.requireFree();
        progress.println("countersign: starting on " + data.root() + " …");

        var kafka = LocalKafka.launch(data.part("kafka"), installation.startOptions("kafka", recordings));
        running.add(Running.Layer.DATA, "Kafka", kafka.onExit(), kafka::lastWords, kafka::close);
        var topic = sideBySide(() -> {
            kafka.awaitReady();
            kafka.createEntriesTopic();
            return kafka;
        });
        var secrets = Secrets.in(data, clock);
        var databases = sideBySide(() -> startPostgres(data, running));
        var issuer = LocalIssuer.start(data.part("issuer"), ports.issuer(), clock);
        running.add(Running.Layer.PAGES, issuer::close);
        var timestamps = sideBySide(() -> startTimestamps(data, ports, clock, running));
        Pages.serve(ports, running);

        var stack = new LocalStack(data, ports, secrets, issuer, running, HttpClient.newHttpClient(),
                outcome(databases).administration(), kafka.bootstrapServers());
        var environments = new ServiceEnvironments(data, ports, secrets, issuer, outcome(databases), stack.brokers);
        var commandEnvironment = environments.command();
        commandEnvironment.put("COUNTERSIGN_WITNESS_POLICY", (policy != null
                ? policy
                : Policy.own(data, secrets.origin(), secrets.witnessKey(), ports, clock)).toString());
        var command = Service.launch("command-service", installation, recordings, commandEnvironment,
                StackPorts.address(ports.command()), data.log("command-service"), running);
        var query = Service.launch("query-service", installation, recordings,
                environments.query(), StackPorts.address(ports.query()), data.log("query-service"), running);
        outcome(topic);
        outcome(timestamps);
        command.awaitHealthy(stack.client, running);
        query.awaitHealthy(stack.client, running);
        return stack;
    }

    private static LocalTimestampAuthority startTimestamps(DataDirectory data, StackPorts ports, Clock clock,
            Running running) {
        var authority = LocalTimestampAuthority.start(data.part("tsa"), ports.timestamps(), clock);
        running.add(Running.Layer.PAGES, authority::close);
        try {
            Files.copy(authority.root(), timestampRoot(data), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new LocalFault("Cannot write " + timestampRoot(data) + ": " + LocalFault.why(e) + ".", e);
        }
        return authority;
    }

    private static Path timestampRoot(DataDirectory data) {
        return data.root().resolve("tsa-ca.pem");
    }

    /** The two databases, as who may enter them. */
    record Databases(Database administration, Database ledgerOwner, Database ledger, Database views) {}

    static Databases startPostgres(DataDirectory data, Running running) {
        var postgres = LocalPostgres.start(data.part("postgres"));
        running.add(Running.Layer.DATA, "PostgreSQL", postgres.onExit(), postgres::lastWords, postgres::close);
        var ledger = postgres.createDatabase("ledger", "ledger_owner");
        return new Databases(postgres.administration(), ledger, postgres.entrance(ledger, "command_service"),
                postgres.createDatabase("views", "query_service"));
    }

    private static <T> CompletableFuture<T> sideBySide(Supplier<T> work) {
        return CompletableFuture.supplyAsync(work, task -> Thread.ofPlatform().daemon().start(task));
    }

    private static <T> T outcome(CompletableFuture<T> work) {
        try {
            return work.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof LocalFault fault
                    ? fault
                    : new LocalFault("Cannot start: " + e.getMessage() + ".", e);
        }
    }

    /** The names in {@code stack.json} of what listens, and where. */
    Map<String, String> addresses() {
        var addresses = new LinkedHashMap<String, String>();
        addresses.put("command", StackPorts.address(ports.command()));
        addresses.put("query", StackPorts.address(ports.query()));
        addresses.put("console", StackPorts.address(ports.console()));
        addresses.put("issuer", issuer.issuer());
        addresses.put("tsa", StackPorts.address(ports.timestamps()));
        return addresses;
    }

    /** How to look behind the services, as the one whose machine it is: PostgreSQL's superuser, the brokers, and whom to trust for time. */
    Map<String, Object> behind() {
        return Map.of("tsaCa", timestampRoot(data).toString(), "kafka", brokers, "postgres",
                Map.of("url", administration.url(), "user", administration.user(),
                        "password", administration.password()));
    }

    /** Writes {@code stack.json}, and from now on renews its tokens before they expire. */
    void publish() {
        running.requireAlive();
        var file = new StackFile(data, this, secrets, issuer);
        running.add(Running.Layer.PAGES, file::close);
        file.keepFresh();
    }

    /** The newest of the log's keys; empty when command-service does not say. */
    Optional<String> newestVkey() {
        try {
            var log = new Api(client, StackPorts.address(ports.command())).get("/api/v1/log", issuer.token("auditor"));
            return Optional.of(log.path("vkey").asString("")).filter(vkey -> !vkey.isEmpty());
        } catch (LocalFault e) {
            return Optional.empty();
        }
    }

    HttpClient client() {
        return client;
    }

    LocalIssuer issuer() {
        return issuer;
    }

    Path directory() {
        return data.root();
    }
}
