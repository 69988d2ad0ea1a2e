package io.countersign.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class EventCatalogTest {

    static final List<LedgerEvent> SAMPLES = Samples.ALL;

    @Test
    void every_event_has_a_sample() {
        assertThat(SAMPLES.stream().map(LedgerEvent::getClass).collect(Collectors.toSet()))
                .containsExactlyInAnyOrderElementsOf(List.copyOf(EventCatalog.events()));
    }

    /** A failure here means that a sealed contract changed: give the event a new version instead of a new sample. */
    @ParameterizedTest
    @FieldSource("SAMPLES")
    void is_written_as_approved(LedgerEvent event) throws IOException {
        assertThat(EventCatalog.write(event)).isEqualTo(approved(EventCatalog.typeOf(event)));
    }

    @ParameterizedTest
    @FieldSource("SAMPLES")
    void reads_what_it_wrote(LedgerEvent event) {
        String type = EventCatalog.typeOf(event);
        assertThat(EventCatalog.read(type, EventCatalog.write(event))).isEqualTo(event);
    }

    @ParameterizedTest
    @FieldSource("SAMPLES")
    void names_each_stream_once_and_keeps_tags_apart_from_streams(LedgerEvent event) {
        assertThat(Stream.concat(event.streams().stream(), event.tags().stream())).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @FieldSource("SAMPLES")
    void has_the_tag_of_an_item_only_when_it_is_about_its_deployment(LedgerEvent event) {
        assertThat(event.tags().stream().flatMap(tag -> Scope.subjectOf(tag).stream())).allMatch(
                subject -> subject.equals(event.subject()) && event.streams().contains(subject));
    }

    @Test
    void refuses_a_name_it_does_not_know() {
        assertThatThrownBy(() -> EventCatalog.read("countersign.item-ticked.v1", "{}"))
                .isInstanceOf(EventCatalog.UnknownEvent.class).hasMessageContaining("countersign.item-ticked.v1");
    }

    @Test
    void refuses_a_member_it_does_not_know() {
        String data = EventCatalog.write(SAMPLES.getFirst()).replace("{\"origin\"", "{\"extra\":1,\"origin\"");
        assertThatThrownBy(() -> EventCatalog.read("countersign.ledger-created.v1", data))
                .isInstanceOf(EventCatalog.UnknownEvent.class).hasMessageContaining("extra");
    }

    @Test
    void an_empty_text_stays_one_and_a_missing_one_stays_missing() {
        var listed = new ChecklistEvents.ChecklistItemsListed("c", 1, 1,
                List.of(new ChecklistEvents.Section("item", "", 1, 1)),
                List.of(new ChecklistEvents.Item("item", "", null, null, null, 2, false)));
        assertThat(EventCatalog.write(listed)).doesNotContain("\"text\"", "\"title\"");
        assertThat(EventCatalog.read(EventCatalog.typeOf(listed), EventCatalog.write(listed))).isEqualTo(listed);
    }

    private static String approved(String type) throws IOException {
        try (InputStream in = EventCatalogTest.class.getResourceAsStream("/approved/" + type + ".json")) {
            assertThat(in).as("approved sample of " + type).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        }
    }
}
