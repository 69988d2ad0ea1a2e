package io.countersign.query.intake;

import io.countersign.ledger.hash.Digest;
import io.countersign.query.Config;
import io.countersign.query.command.CommandClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Takes the topic's records, from where the database has got to. Consumer groups and their offsets play no part: a position is never committed
 * anywhere but with what it stands for. A fault ends it until the next start; a broker or database that cannot be reached is waited for; a fault of
 * our own is told by health, and tried again.
 */
@Component
class KafkaIntake implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaIntake.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    /** Polls that bring nothing between two looks at the log's size. */
    private static final int GLANCES = 20;

    private final Intake intake;
    private final ProjectionRunner runner;
    private final Refill refill;
    private final CommandClient log;
    private final IntakeStatus status;
    private final Config.Kafka config;
    private final TopicPartition topic;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private @Nullable Thread thread;
    private volatile @Nullable Consumer<byte[], byte[]> consuming;

    KafkaIntake(Config config, Intake intake, ProjectionRunner runner, Refill refill, CommandClient log,
            IntakeStatus status) {
        this.config = config.kafka();
        this.topic = new TopicPartition(config.kafka().topic(), 0);
        this.intake = intake;
        this.runner = runner;
        this.refill = refill;
        this.log = log;
        this.status = status;
    }

    @Override
    public void start() {
        runner.prepare();
        thread = Thread.ofPlatform().name("intake").start(this::run);
    }

    private void run() {
        while (stopping.getCount() > 0) {
            try (Consumer<byte[], byte[]> consumer = consumer()) {
                consuming = consumer;
                intake.open();
                consume(consumer);
            } catch (IntakeFault e) {
                status.failed(e.fault());
                LOG.error(
                        "Intake stopped: {}. Nothing is taken in until the cause is found and the service started again.",
                        e.fault().sentence());
                return;
            } catch (WakeupException e) {
                return;
            } catch (RuntimeException e) {
                pause(e); // whatever it is: nothing else takes entries in, and nobody would be told
            }
        }
    }

    private void pause(RuntimeException why) {
        Trouble trouble = Trouble.of(why);
        if (trouble.part() != Trouble.Part.INTAKE) {
            LOG.warn("Intake waits: {}", trouble.reason());
        } else if (!status.trouble().equals(Optional.of(trouble))) {
            LOG.error("Intake stumbles, and tries again every second", why);
        }
        status.waiting(trouble);
        try {
            stopping.await(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            stopping.countDown();
        }
    }

    private void consume(Consumer<byte[], byte[]> consumer) throws IntakeFault {
        if (consumer.partitionsFor(topic.topic(), PATIENCE).isEmpty()) {
            throw new UnknownTopicOrPartitionException("there is no topic " + topic.topic());
        }
        consumer.assign(List.of(topic));
        // an entry never stands before the offset equal to its position: repeats only push it further back
        consumer.seek(topic, Math.min(intake.next(), end(consumer)));
        long polls = 0;
        while (stopping.getCount() > 0) {
            var records = consumer.poll(POLL);
            for (ConsumerRecord<byte[], byte[]> record : records) {
                takeIn(record);
            }
            intake.commit();
            intake.cosign();
            polls += records.isEmpty() ? 1 : 0;
            if (records.isEmpty() && polls % 4 == 0 && end(consumer) < consumer.position(topic)) {
                LOG.warn("The topic {} is shorter than it was: reading it from its beginning", topic);
                consumer.seekToBeginning(List.of(topic));
            }
            if (records.isEmpty() && polls % GLANCES == 1) {
                requireNotBehind();
            }
            status.waiting(null);
        }
    }

    /** A log that is shorter than what was verified here was restored to an earlier state: the topic alone would not show it. */
    private void requireNotBehind() throws IntakeFault {
        long verified = intake.committed();
        try {
            long size = log.logSize();
            if (size < verified) {
                throw new IntakeFault(size, "the log went back: it is shorter than what was verified here",
                        "at least " + verified + " entries", size + " entries");
            }
        } catch (IOException e) {
            LOG.debug("The log's size cannot be asked for now: {}", e.getMessage());
        }
    }

    private long end(Consumer<byte[], byte[]> consumer) {
        return consumer.endOffsets(List.of(topic), PATIENCE).getOrDefault(topic, 0L);
    }

    private void takeIn(ConsumerRecord<byte[], byte[]> record) throws IntakeFault {
        try {
            Arrival arrival = arrival(record);
            if (arrival.position() > intake.next()) {
                LOG.warn("The topic lacks entries {} to {}: asking the log for them", intake.next(),
                        arrival.position() - 1);
                while (intake.next() < arrival.position()) {
                    for (Arrival missing : refill.next(intake.next(), arrival.position())) {
                        intake.offer(missing);
                    }
                }
            }
            intake.offer(arrival);
        } catch (IntakeFault e) {
            // what came before and fits is kept, so that the fault is met again at once after a restart
            intake.commit();
            throw e;
        }
    }

    private Arrival arrival(ConsumerRecord<byte[], byte[]> record) throws IntakeFault {
        String position = header(record, "position");
        String leaf = header(record, "leaf-hash");
        byte[] value = record.value();
        if (position == null || !position.matches("[0-9]{1,18}") || value == null) {
            throw new IntakeFault(intake.next(), "the record at offset " + record.offset() + " is no entry",
                    "a value and a header position", "position " + position);
        }
        try {
            return new Arrival(Long.parseLong(position), leaf == null ? null : Digest.ofBase64(leaf), value,
                    header(record, "checkpoint"));
        } catch (IllegalArgumentException e) {
            throw new IntakeFault(Long.parseLong(position), "its header leaf-hash is no digest", "base64 of 32 bytes",
                    String.valueOf(leaf));
        }
    }

    private static @Nullable String header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }

    private Consumer<byte[], byte[]> consumer() {
        return new KafkaConsumer<>(
                Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, config.bootstrap(),
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false", ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest",
                        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false", ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                        "2000", ConsumerConfig.METADATA_MAX_AGE_CONFIG, "5000",
                        ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, "1000"),
                new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @Override
    public void stop() {
        stopping.countDown();
        Consumer<byte[], byte[]> consumer = consuming;
        if (consumer != null) {
            consumer.wakeup();
        }
        try {
            if (thread != null) {
                thread.join(Duration.ofSeconds(10));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Before the web server: nothing is asked of views that do not stand yet; and after it when stopping. */
    @Override
    public int getPhase() {
        return 0;
    }

    @Override
    public boolean isRunning() {
        return thread != null && thread.isAlive();
    }
}
