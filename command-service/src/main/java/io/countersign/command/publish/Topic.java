package io.countersign.command.publish;

import io.countersign.command.store.LedgerLog.Stored;
import io.countersign.ledger.entry.EntryCodec;
import io.countersign.ledger.entry.MalformedEntry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * One life of the entries' topic: from opening it until something about it changes. Key is the entry's subject, value its exact bytes, headers
 * {@code position} (decimal), {@code leaf-hash} (base64), {@code content-type}, and on a commit's last record {@code checkpoint} (the signed note).
 */
final class Topic implements AutoCloseable {

    private static final Map<String, String> FOR_EVER = Map.of("retention.ms", "-1", "retention.bytes", "-1",
            "cleanup.policy", "delete");

    private final TopicPartition partition;
    private final Duration patience;
    private final Admin admin;
    private final KafkaProducer<String, byte[]> producer;
    private final Uuid id;
    private volatile @Nullable Exception broken;

    /**
     * Opens the topic, making it if there is none.
     *
     * @param patience how long the broker may take to answer
     * @throws KafkaException when the broker does not answer
     */
    Topic(String bootstrap, String name, Duration patience) throws InterruptedException {
        this.partition = new TopicPartition(name, 0);
        this.patience = patience;
        admin = Admin.create(clientConfig(bootstrap, patience));
        try {
            id = ensure(name);
            producer = new KafkaProducer<>(producerConfig(bootstrap, patience), new StringSerializer(),
                    new ByteArraySerializer());
        } catch (RuntimeException | InterruptedException e) {
            admin.close(Duration.ZERO);
            throw e;
        }
    }

    /** The last record, if the topic holds any: a record that was acknowledged is never missing, so it says how far publication came. */
    Optional<ConsumerRecord<String, byte[]>> last(String bootstrap) {
        return last(bootstrap, partition, patience);
    }

    /** The last record of a topic that may not be there; what does not answer within seconds is taken as not answering. */
    static Optional<ConsumerRecord<String, byte[]>> last(String bootstrap, String name) {
        return last(bootstrap, new TopicPartition(name, 0), Duration.ofSeconds(4));
    }

    private static Optional<ConsumerRecord<String, byte[]>> last(String bootstrap, TopicPartition partition,
            Duration patience) {
        Properties config = clientConfig(bootstrap, patience);
        config.put("allow.auto.create.topics", false);
        try (var consumer = new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer())) {
            if (consumer.partitionsFor(partition.topic(), patience).isEmpty()) {
                return Optional.empty();
            }
            consumer.assign(List.of(partition));
            long begin = Objects.requireNonNull(consumer.beginningOffsets(List.of(partition), patience).get(partition));
            long end = Objects.requireNonNull(consumer.endOffsets(List.of(partition), patience).get(partition));
            if (begin == end) {
                return Optional.empty();
            }
            consumer.seek(partition, end - 1);
            for (ConsumerRecord<String, byte[]> record : consumer.poll(patience)) {
                return Optional.of(record);
            }
            throw new org.apache.kafka.common.errors.TimeoutException(
                    "the topic's last record did not come within " + patience);
        }
    }

    /** @throws IllegalStateException when a record is none of ours */
    static long position(ConsumerRecord<String, byte[]> record) {
        var header = record.headers().lastHeader("position");
        String text = header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
        if (!text.matches("[0-9]{1,18}") || record.value() == null) {
            throw new IllegalStateException(
                    "the topic " + record.topic() + " holds a record without position at offset " + record.offset());
        }
        return Long.parseLong(text);
    }

    /**
     * Publishes entries in order, and returns when the cluster has them all.
     *
     * @throws KafkaException when one of them failed; this topic is of no more use then
     */
    void publish(List<Stored> entries) throws InterruptedException {
        List<Future<RecordMetadata>> sent = new ArrayList<>(entries.size());
        for (Stored entry : entries) {
            sent.add(producer.send(record(entry), (_, failure) -> {
                if (failure != null) {
                    stop(failure);
                }
            }));
            refuseIfBroken();
        }
        for (Future<RecordMetadata> each : sent) {
            awaitSent(each);
        }
    }

    /**
     * The first failure ends the producer there and then, on its own thread: were later records still sent, the topic would keep a gap that its last
     * record does not show. Those under way already the broker refuses, as their sequence numbers do not follow.
     */
    private void stop(Exception failure) {
        if (broken == null) {
            broken = failure;
        }
        producer.close(Duration.ZERO);
    }

    private void refuseIfBroken() {
        Exception failure = broken;
        if (failure != null) {
            throw failure instanceof KafkaException k ? k : new KafkaException(failure);
        }
    }

    private void awaitSent(Future<RecordMetadata> sent) throws InterruptedException {
        try {
            sent.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            stop(e);
            refuseIfBroken();
        } catch (ExecutionException e) {
            refuseIfBroken();
            throw new KafkaException(e.getCause());
        }
    }

    /** Whether this is still the topic that was opened, and it still holds something: false once it was deleted, made anew or emptied. */
    boolean intact(boolean published) throws InterruptedException {
        try {
            if (!idOf(partition.topic()).equals(id)) {
                return false;
            }
            return !published || offset(OffsetSpec.latest()) > offset(OffsetSpec.earliest());
        } catch (UnknownTopicOrPartitionException _) {
            return false;
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(1));
        admin.close(Duration.ofSeconds(1));
    }

    private long offset(OffsetSpec which) throws InterruptedException {
        return await(admin.listOffsets(Map.of(partition, which)).partitionResult(partition).toCompletionStage()
                .toCompletableFuture()).offset();
    }

    private Uuid ensure(String name) throws InterruptedException {
        try {
            await(admin.createTopics(List.of(new NewTopic(name, Optional.of(1), Optional.empty()).configs(FOR_EVER)))
                    .all()
                    .toCompletionStage().toCompletableFuture());
        } catch (TopicExistsException _) {
            // as it should be
        }
        return idOf(name);
    }

    private Uuid idOf(String name) throws InterruptedException {
        KafkaFuture<TopicDescription> described = admin.describeTopics(List.of(name)).topicNameValues().get(name);
        return await(Objects.requireNonNull(described).toCompletionStage().toCompletableFuture()).topicId();
    }

    private ProducerRecord<String, byte[]> record(Stored entry) {
        var record = new ProducerRecord<>(partition.topic(), partition.partition(), subject(entry), entry.bytes());
        record.headers().add("content-type", bytes("application/cloudevents+json"));
        record.headers().add("position", bytes(Long.toString(entry.position())));
        record.headers().add("leaf-hash", bytes(entry.leaf().base64()));
        if (entry.checkpoint() != null) {
            record.headers().add("checkpoint", bytes(entry.checkpoint()));
        }
        return record;
    }

    private static String subject(Stored entry) {
        try {
            return EntryCodec.decode(entry.bytes()).subject();
        } catch (MalformedEntry e) {
            throw new IllegalStateException("entry " + entry.position() + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static <T> T await(Future<T> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException k ? k : new KafkaException(e.getCause());
        }
    }

    private static Properties clientConfig(String bootstrap, Duration patience) {
        Properties config = new Properties();
        config.put("bootstrap.servers", bootstrap);
        config.put("request.timeout.ms", (int) Math.min(patience.toMillis(), 5_000));
        config.put("default.api.timeout.ms", (int) patience.toMillis());
        config.put("enable.metrics.push", false);
        return config;
    }

    private static Properties producerConfig(String bootstrap, Duration patience) {
        Properties config = clientConfig(bootstrap, patience);
        config.remove("default.api.timeout.ms");
        config.put("acks", "all");
        config.put("enable.idempotence", true);
        // Batches never expire one by one, see stop: we lose patience with all of them at once.
        config.put("delivery.timeout.ms", Integer.MAX_VALUE);
        config.put("max.block.ms", patience.toMillis());
        // A page goes in as few requests as can be.
        config.put("linger.ms", 5);
        config.put("batch.size", 128 << 10);
        config.put("buffer.memory", 64 << 20); // twice what a page of the largest entries needs
        // an entry of 65,535 bytes with its headers, the checkpoint among them, fits the default maximum of 1 MiB
        return config;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
