package io.countersign.command.publish;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** What a topic holds, for tests. */
public final class Records {

    private Records() {}

    /** Every record up to the topic's present end, in order. */
    public static List<ConsumerRecord<String, byte[]>> all(String bootstrap, String topic) {
        List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
        each(bootstrap, topic, records::add);
        return records;
    }

    /** Every record up to the topic's present end, in order, one by one. */
    public static void each(String bootstrap, String topic, Consumer<ConsumerRecord<String, byte[]>> taken) {
        Map<String, Object> config = Map.of("bootstrap.servers", bootstrap, "default.api.timeout.ms", 60_000);
        try (var consumer = new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer())) {
            TopicPartition partition = new TopicPartition(topic, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = Objects.requireNonNull(consumer.endOffsets(List.of(partition)).get(partition));
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofSeconds(1)).forEach(taken);
            }
        }
    }
}
