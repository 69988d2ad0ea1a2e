package io.countersign.local;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * A real Kafka broker (KRaft, one node, plaintext on 127.0.0.1) on a directory of its own and in a process of its own, with this JVM's
 * class path. It dies with the JVM that started it and starts again on its directory after {@code kill -9}, on the same port if that
 * is still free. Topics are made explicitly; nothing on them ever expires.
 */
public final class LocalKafka implements AutoCloseable {
    /** The topic on which a ledger's entries go out. */
    public static final String ENTRIES = "countersign.entries";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Child process;
    private final int port;

    private LocalKafka(Child process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Starts the broker of a directory and returns once it answers; makes its storage first if need be. */
    public static LocalKafka start(Path directory) {
        for (int attempt = 1;; attempt++) {
            var kafka = launch(directory, List.of());
            try {
                kafka.awaitReady();
                return kafka;
            } catch (LocalFault e) {
                // somebody else took a port between the choice and its use: the next start chooses anew
                if (attempt == 3 || !kafka.process.hasSaid("Address already in use")) {
                    throw e;
                }
            }
        }
    }

    /**
     * As {@link #start}, but does not wait: the addresses are known at once, {@link #awaitReady} tells when they answer.
     *
     * @param jvmOptions more options for the broker's JVM
     */
    public static LocalKafka launch(Path directory, List<String> jvmOptions) {
        var home = Settings.directory(directory);
        var settings = Settings.open(home.resolve("kafka.properties"));
        var data = Settings.directory(home.resolve("data"));
        var port = settings.port("port");
        var controllerPort = settings.port("controllerPort");
        var command = new ArrayList<>(
                List.of(java(), "-Xmx160m", "-Xss512k", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
                        "-Dlogback.configurationFile=io/countersign/local/quiet-logback.xml"));
        command.addAll(jvmOptions);
        command.addAll(List.of(Broker.class.getName(), data.toString(), Integer.toString(port),
                Integer.toString(controllerPort)));
        var process = Child.start("Kafka", command, Map.of("CLASSPATH", System.getProperty("java.class.path")),
                home.resolve("kafka.log"), "TERM");
        return new LocalKafka(process, port);
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** Returns once the broker answers; fails, and ends it, if it dies or takes longer than a minute. */
    public void awaitReady() {
        // the port opens when the broker may serve, so that the client below does not log its attempts
        Patience.waited(PATIENCE, () -> !process.isAlive() || Ports.answers(port));
        try (var admin = admin()) {
            while (process.isAlive()) {
                try {
                    if (!admin.describeCluster().nodes().get(PATIENCE.toSeconds(), TimeUnit.SECONDS).isEmpty()) {
                        return;
                    }
                } catch (ExecutionException | TimeoutException e) {
                    break;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        var words = process.lastLines(5);
        process.kill();
        throw new LocalFault("Kafka does not start. Its last words: " + words);
    }

    /** Where clients find it: {@code bootstrap.servers}. */
    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    /** A new client for administration; the caller closes it. */
    public Admin admin() {
        return Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers()));
    }

    /** Makes {@link #ENTRIES} unless it is there. */
    public void createEntriesTopic() {
        createEntriesTopic(ENTRIES);
    }

    /** Makes a topic fit for a ledger's entries unless it is there: one partition, so one order, and kept for ever. */
    public void createEntriesTopic(String name) {
        var topic = new NewTopic(name, 1, (short) 1)
                .configs(Map.of("cleanup.policy", "delete", "retention.ms", "-1", "retention.bytes", "-1"));
        try (var admin = admin()) {
            admin.createTopics(Set.of(topic)).all().get(30, TimeUnit.SECONDS);
            // the controller has it; a client may use it when the broker has heard of it too
            Patience.until(Duration.ofSeconds(30), "the topic " + name + " exists", () -> exists(admin, name));
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new LocalFault("Kafka cannot make the topic " + name + ": " + e.getMessage(), e);
            }
        } catch (TimeoutException e) {
            throw new LocalFault("Kafka does not make the topic " + name + " within 30 s.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalFault("Interrupted while making the topic " + name + ".", e);
        }
    }

    private static boolean exists(Admin admin, String topic) {
        try {
            return admin.describeTopics(Set.of(topic)).allTopicNames().get(10, TimeUnit.SECONDS).containsKey(topic);
        } catch (ExecutionException | TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    public long pid() {
        return process.pid();
    }

    /** Completed with the exit status when the broker has ended, by whatever cause. */
    public CompletableFuture<Integer> onExit() {
        return process.onExit();
    }

    /** The last lines of the broker's log. */
    public String lastWords() {
        return process.lastLines(5);
    }

    /** Ends the broker at once, as a crash or {@code kill -9} does; {@link #start} on the same directory recovers. */
    public void kill() {
        process.kill();
    }

    /** Stops the broker in order. */
    @Override
    public void close() {
        process.stop("TERM", Duration.ofSeconds(30));
    }
}
