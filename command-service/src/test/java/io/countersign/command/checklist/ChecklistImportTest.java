package io.countersign.command.checklist;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.events.ChecklistEvents;
import io.countersign.events.ChecklistEvents.ChecklistImported;
import io.countersign.events.ChecklistEvents.Item;
import io.countersign.events.ChecklistEvents.ProfileImported;
import io.countersign.events.EventCatalog;
import io.countersign.events.state.Definition;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChecklistImportTest {

    @Test
    void the_largest_checklist_is_split_into_parts_that_fit_and_comes_back_whole() throws MalformedChecklist {
        StringBuilder markdown = new StringBuilder();
        for (int i = 0; i < 10_000; i++) {
            markdown.append(i % 2 == 0 ? "## Section " + i + "\n" : "").append("- [ ] é\"\\\\ item ").append(i)
                    .append(" (if applicable) ").append("x".repeat(i % 100 == 0 ? 4_000 : 100)).append('\n');
        }
        ParsedChecklist checklist = MarkdownChecklist.parse(markdown.toString().getBytes(StandardCharsets.UTF_8));
        List<ChecklistEvents> events = ChecklistImport.events("big", 1, 1, checklist, Profile.infer(checklist),
                "0".repeat(64), markdown.length());
        assertThat(events).allSatisfy(e -> assertThat(EventCatalog.write(e).getBytes(StandardCharsets.UTF_8).length)
                .isLessThanOrEqualTo(48 * 1024));
        Definition definition = Definition.of(events, 1, 1).orElseThrow();
        assertThat(definition.items()).isEqualTo(checklist.items());
        assertThat(definition.sections()).isEqualTo(checklist.sections());
        assertThat(definition.items()).allMatch(i -> definition.rule(i).mayBeNotApplicable());
    }

    @Test
    void headers_announce_their_parts() throws MalformedChecklist {
        ParsedChecklist checklist = MarkdownChecklist
                .parse("# T\n- [ ] a (optional)\n".getBytes(StandardCharsets.UTF_8));
        List<ChecklistEvents> events = ChecklistImport.events("tiny", 2, 3, checklist, Profile.infer(checklist),
                "ab".repeat(32), 21);
        assertThat(events).hasSize(5);
        assertThat(events.getFirst())
                .isEqualTo(new ChecklistImported("tiny", 2, "T", "ab".repeat(32), 21, 1, 0, 1, null, null));
        assertThat((ProfileImported) events.get(3)).satisfies(p -> {
            assertThat(p.version()).isEqualTo(2);
            assertThat(p.profile()).isEqualTo(3);
            assertThat(p.parts()).isEqualTo(1);
        });
        assertThat(Definition.of(events, 2, 3).orElseThrow().items()).extracting(Item::id)
                .containsExactly("a-optional");
    }
}
