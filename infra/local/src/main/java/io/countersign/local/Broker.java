package io.countersign.local;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * The main class of the broker's own process: one Kafka node, broker and KRaft controller at once, on one directory. It has a process
 * of its own because Kafka halts its JVM on a disk fault. These are Kafka's internal classes, so nothing else touches them.
 */
final class Broker {
    private static final String NODE = "1";

    private Broker() {}

    /** Arguments: the directory, the clients' port, the controller's port. */
    public static void main(String[] arguments) throws Exception {
        var directory = Path.of(arguments[0]);
        var config = config(directory, Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
        if (!Files.exists(directory.resolve("meta.properties"))) {
            format(directory);
        }
        var server = new KafkaRaftServer(KafkaConfig.fromProps(config), Time.SYSTEM);
        var stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            server.shutdown();
            stopped.countDown();
        }, "shutdown"));
        try {
            server.startup();
        } catch (RuntimeException e) {
            // threads that it has started already would keep the process alive, and whoever waits for it waiting
            e.printStackTrace();
            Runtime.getRuntime().halt(1);
        }
        stopped.await();
    }

    private static void format(Path directory) throws Exception {
        try (var silence = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
            new Formatter().setPrintStream(silence).setNodeId(Integer.parseInt(NODE))
                    .setClusterId(Uuid.randomUuid().toString()).setDirectories(List.of(directory.toString()))
                    .setMetadataLogDirectory(directory.toString()).setControllerListenerName("CONTROLLER")
                    .setIgnoreFormatted(true)
                    .run();
        }
    }

    private static Properties config(Path directory, int port, int controllerPort) throws IOException {
        var text = """
            process.roles=broker,controller
            node.id=%1$s
            controller.quorum.voters=%1$s@127.0.0.1:%4$d
            listeners=PLAINTEXT://127.0.0.1:%3$d,CONTROLLER://127.0.0.1:%4$d
            advertised.listeners=PLAINTEXT://127.0.0.1:%3$d
            listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
            controller.listener.names=CONTROLLER
            inter.broker.listener.name=PLAINTEXT
            log.dirs=%2$s
            # after kill -9 the controller keeps the dead broker's session for this long before the new one may register
            broker.session.timeout.ms=2000
            broker.heartbeat.interval.ms=500
            auto.create.topics.enable=false
            offsets.topic.replication.factor=1
            offsets.topic.num.partitions=1
            transaction.state.log.replication.factor=1
            transaction.state.log.min.isr=1
            transaction.state.log.num.partitions=1
            share.coordinator.state.topic.replication.factor=1
            share.coordinator.state.topic.min.isr=1
            group.initial.rebalance.delay.ms=0
            log.retention.ms=-1
            log.retention.bytes=-1
            # the defaults are for a machine of its own
            log.cleaner.dedupe.buffer.size=2097152
            num.network.threads=2
            num.io.threads=2
            num.recovery.threads.per.data.dir=2
            background.threads=2
            """.formatted(NODE, directory, port, controllerPort);
        var properties = new Properties();
        properties.load(new StringReader(text));
        return properties;
    }
}
