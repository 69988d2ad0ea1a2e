package io.countersign.command.publish;

import io.countersign.command.continuity.Memory;
import io.countersign.ledger.hash.TreeHasher;
import java.io.IOException;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;

/** The topic's last record is the last entry that was published, or an earlier one that was repeated. */
public final class TopicMemory implements Memory {

    private final String bootstrap;
    private final String topic;

    /** @param bootstrap the brokers' addresses; @param topic the entries' topic */
    public TopicMemory(String bootstrap, String topic) {
        this.bootstrap = bootstrap;
        this.topic = topic;
    }

    @Override
    public String name() {
        return "the topic " + topic;
    }

    @Override
    public Optional<Seen> seen() throws IOException, InterruptedException {
        try {
            Optional<ConsumerRecord<String, byte[]>> last = Topic.last(bootstrap, topic);
            return last.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Seen(Topic.position(last.get()) + 1, TreeHasher.leaf(last.get().value())));
        } catch (InterruptException e) {
            throw new InterruptedException(e.getMessage());
        } catch (KafkaException e) {
            throw new IOException("the broker does not answer: " + e.getMessage(), e);
        }
    }
}
