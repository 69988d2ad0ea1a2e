package io.countersign.query;

import io.countersign.local.LocalKafka;
import io.countersign.local.TestParts;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A topic of the test's own, written as command-service's publisher writes. */
public final class Topic implements AutoCloseable {

    private final LocalKafka kafka = TestParts.kafka();
    private final String name = TestParts.topic();
    private final KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka.bootstrapServers(), "acks", "all"), new ByteArraySerializer(),
            new ByteArraySerializer());

    public String name() {
        return name;
    }

    public void publish(List<SealedLog.Sealed> records) {
        for (SealedLog.Sealed each : records) {
            var record = new ProducerRecord<byte[], byte[]>(name, 0, null, each.bytes());
            record.headers().add("position", bytes(Long.toString(each.position())));
            record.headers().add("leaf-hash", bytes(each.leaf().base64()));
            if (each.checkpoint() != null) {
                record.headers().add("checkpoint", bytes(each.checkpoint()));
            }
            producer.send(record);
        }
        producer.flush();
    }

    /** Deletes the topic with all that is on it and makes it again, empty. */
    public void lose() throws InterruptedException, ExecutionException {
        delete();
        create();
    }

    public void delete() throws InterruptedException, ExecutionException {
        try (var admin = kafka.admin()) {
            admin.deleteTopics(List.of(name)).all().get();
        }
    }

    /** Again, empty, after it was deleted. */
    public void create() {
        kafka.createEntriesTopic(name);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        producer.close();
    }
}
