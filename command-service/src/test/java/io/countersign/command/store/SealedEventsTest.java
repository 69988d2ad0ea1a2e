package io.countersign.command.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.countersign.events.LedgerEvents.ActionRefused;
import io.countersign.ledger.entry.Author;
import java.util.Map;
import java.util.Set;
import org.axonframework.eventsourcing.eventstore.GenericTaggedEventMessage;
import org.axonframework.messaging.core.GenericMessage;
import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.eventhandling.GenericEventMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who an entry is by. */
class SealedEventsTest {

    @Test
    void nobody_named_is_the_system() {
        assertThat(authorOf(Map.of())).isEqualTo(Author.SYSTEM);
        assertThat(authorOf(Map.of("authtype", "system"))).isEqualTo(Author.SYSTEM);
    }

    @Test
    void a_person_is_named_with_their_kind() {
        assertThat(authorOf(Map.of("authtype", "service_account", "authid", "person/1")))
                .isEqualTo(new Author(Author.Kind.SERVICE_ACCOUNT, "person/1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"user", "service_account"})
    void someone_whose_name_got_lost_is_refused(String kind) {
        assertThatIllegalArgumentException().isThrownBy(() -> authorOf(Map.of("authtype", kind)));
    }

    @Test
    void an_unknown_kind_and_a_person_of_no_kind_are_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> authorOf(Map.of("authtype", "robot", "authid", "person/1")));
        assertThatIllegalArgumentException().isThrownBy(() -> authorOf(Map.of("authid", "person/1")));
    }

    private static Author authorOf(Map<String, String> metadata) {
        var message = new GenericMessage("id", new MessageType("countersign.action-refused.v1"),
                new ActionRefused(null, "sign", "rule", null), metadata);
        return new SealedEvents()
                .sealable(new GenericTaggedEventMessage<>(new GenericEventMessage(message, java.time.Instant::now),
                        Set.of()))
                .author();
    }
}
