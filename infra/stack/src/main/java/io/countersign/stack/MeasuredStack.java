package io.countersign.stack;

import io.countersign.ledger.note.KeyFile;
import io.countersign.local.Database;
import io.countersign.local.LocalFault;
import io.countersign.local.LocalIssuer;
import io.countersign.local.LocalKafka;
import io.countersign.local.Ports;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** The stack's parts and services on free ports, started one by one, so that each can be measured while the others rest. */
public final class MeasuredStack implements AutoCloseable {
    private final Running running;
    private final DataDirectory data;
    private final Installation installation = Installation.here();
    private final Secrets secrets;
    private final LocalIssuer issuer;
    private final LocalKafka kafka;
    private final LocalStack.Databases databases;
    private final StackPorts ports = new StackPorts(Ports.free(), Ports.free(), Ports.free(), Ports.free(),
            Ports.free());
    private final HttpClient client = HttpClient.newHttpClient();

    private MeasuredStack(Path directory, Running running) {
        this.running = running;
        data = DataDirectory.open(directory);
        kafka = LocalKafka.start(data.part("kafka"));
        running.add(Running.Layer.DATA, "Kafka", kafka.onExit(), kafka::lastWords, kafka::close);
        kafka.createEntriesTopic();
        secrets = Secrets.in(data, Clock.systemUTC());
        databases = LocalStack.startPostgres(data, running);
        issuer = LocalIssuer.start(data.part("issuer"), ports.issuer(), Clock.systemUTC());
        running.add(Running.Layer.PAGES, issuer::close);
    }

    /** PostgreSQL, Kafka and the issuer; no service yet. */
    public static MeasuredStack start(Path directory) {
        var running = new Running(directory);
        try {
            return new MeasuredStack(directory, running);
        } catch (RuntimeException e) {
            running.close();
            throw e;
        }
    }

    /** Returns when it serves. */
    public void startCommandService() {
        launch("command-service", environments().command(), ports.command());
    }

    /** Returns when it serves. */
    public void startQueryService() {
        launch("query-service", environments().query(), ports.query());
    }

    private void launch(String name, Map<String, String> environment, int port) {
        Service.launch(name, installation, null, environment, StackPorts.address(port), data.log(name), running)
                .awaitHealthy(client, running);
    }

    private ServiceEnvironments environments() {
        return new ServiceEnvironments(data, ports, secrets, issuer, databases, kafka.bootstrapServers());
    }

    public int commandPort() {
        return ports.command();
    }

    public int queryPort() {
        return ports.query();
    }

    /** A bearer token of the local identity of this name. */
    public String token(String identity) {
        return issuer.token(identity);
    }

    /** The ledger's database as its owner. */
    public Database ledgerOwner() {
        return databases.ledgerOwner();
    }

    /** The ledger's database as command-service enters it. */
    public Database ledger() {
        return databases.ledger();
    }

    /** The views' database as query-service enters it. */
    public Database views() {
        return databases.views();
    }

    /** Entries on the topic. */
    public long published() {
        var partition = new TopicPartition(LocalKafka.ENTRIES, 0);
        try (var admin = kafka.admin()) {
            return admin.listOffsets(Map.of(partition, OffsetSpec.latest())).partitionResult(partition).get().offset();
        } catch (ExecutionException e) {
            throw new LocalFault("Kafka does not say how long the topic is: " + e.getMessage() + ".", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalFault("Interrupted.", e);
        }
    }

    public String origin() {
        return secrets.origin();
    }

    /** The log's keys. */
    public KeyFile keys() {
        try (var in = Files.newInputStream(secrets.logKeyFile())) {
            return KeyFile.read(in, secrets.keyPassword().toCharArray());
        } catch (IOException e) {
            throw new LocalFault("The log's key cannot be read: " + LocalFault.why(e) + ".", e);
        }
    }

    @Override
    public void close() {
        running.close();
        client.close();
    }
}
