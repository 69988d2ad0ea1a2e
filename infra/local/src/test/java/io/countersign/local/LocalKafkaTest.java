package io.countersign.local;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class LocalKafkaTest {
    @Test
    void what_was_acknowledged_is_there_after_kill_9_and_a_client_of_before_goes_on() throws Exception {
        var directory = TestParts.directory("killed-kafka");
        var first = LocalKafka.start(directory);
        first.createEntriesTopic();
        try (var producer = producer(first)) {
            producer.send(new ProducerRecord<>(LocalKafka.ENTRIES, "before")).get();
            first.kill();
            try (var second = LocalKafka.start(directory)) {
                second.createEntriesTopic(); // again, which changes nothing
                producer.send(new ProducerRecord<>(LocalKafka.ENTRIES, "after")).get();
                assertThat(read(second, LocalKafka.ENTRIES, 2)).containsExactly("before", "after");
            }
        }
    }

    @Test
    void a_topic_for_entries_has_one_partition_and_keeps_everything() throws Exception {
        var topic = TestParts.topic();
        try (var admin = TestParts.kafka().admin()) {
            assertThat(admin.describeTopics(Set.of(topic)).allTopicNames().get().values())
                    .allSatisfy(description -> assertThat(description.partitions()).hasSize(1));
            var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
            var config = requireNonNull(admin.describeConfigs(Set.of(resource)).all().get().get(resource));
            assertThat(config.get("retention.ms").value()).isEqualTo("-1");
            assertThat(config.get("retention.bytes").value()).isEqualTo("-1");
            assertThat(config.get("cleanup.policy").value()).isEqualTo("delete");
        }
    }

    private static KafkaProducer<String, String> producer(LocalKafka kafka) {
        return new KafkaProducer<>(Map.of("bootstrap.servers", kafka.bootstrapServers(), "acks", "all"),
                new StringSerializer(), new StringSerializer());
    }

    private static List<String> read(LocalKafka kafka, String topic, int count) {
        var values = new ArrayList<String>();
        try (var consumer = new KafkaConsumer<>(Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new StringDeserializer(), new StringDeserializer())) {
            var partition = new TopicPartition(topic, 0);
            consumer.assign(Set.of(partition));
            consumer.seekToBeginning(Set.of(partition));
            Patience.until(Duration.ofSeconds(60), count + " records are read", () -> {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> values.add(record.value()));
                return values.size() >= count;
            });
        }
        return values;
    }
}
