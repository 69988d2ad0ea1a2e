package io.countersign.command.checklist;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.events.ChecklistEvents.Item;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Checklists that were not written for us. Their {@code .items.txt} were read against the document by hand, and counted
 * against cmark-gfm, which passes over the two boxes in a block quote.
 */
class StrangersTest {

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = StrangersTest.class.getResourceAsStream("/strangers/" + name)) {
            return Objects.requireNonNull(in, name).readAllBytes();
        }
    }

    private static String line(Item item) {
        return item.line() + (item.checked() ? " [x] " : " [ ] ") + item.id() + "\n";
    }

    @ParameterizedTest
    @ValueSource(strings = {"mobile-release", "windows-several-titles"})
    void each_box_is_found_with_its_line_and_id(String name) throws IOException, MalformedChecklist {
        ParsedChecklist checklist = MarkdownChecklist.parse(resource(name + ".md"));
        assertThat(checklist.items().stream().map(StrangersTest::line).collect(Collectors.joining()))
                .isEqualTo(new String(resource(name + ".items.txt"), StandardCharsets.UTF_8));
        assertThat(Profile.infer(checklist).inferred()).isTrue();
    }

    @Test
    void what_a_stranger_says_of_the_document_is_kept() throws IOException, MalformedChecklist {
        ParsedChecklist checklist = MarkdownChecklist.parse(resource("mobile-release.md"));
        assertThat(checklist.title()).isEqualTo("Release train — every second Tuesday");
        assertThat(checklist.sourceUpdated()).isEqualTo("3 May 2026");
        assertThat(checklist.sourceVersion()).isEqualTo("7");
    }
}
