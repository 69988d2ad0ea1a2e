package io.countersign.command.checklist;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.command.decision.Answers;
import io.countersign.command.decision.Decision;
import io.countersign.command.decision.Decision.Accepted;
import io.countersign.command.decision.Decision.Already;
import io.countersign.command.decision.Decision.Refused;
import io.countersign.command.decision.Question.Known;
import io.countersign.command.decision.Story;
import io.countersign.events.ChecklistEvents.ChecklistRecognized;
import io.countersign.events.ChecklistEvents.ProfileImported;
import io.countersign.events.LedgerEvent;
import io.countersign.events.state.Recorded;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ImportQuestionTest {

    private static final String MARKDOWN = "# T\n## Go\n- [ ] Fast (< 5s)\n- [ ] Told (if needed)\n";

    private final List<Recorded> log = new ArrayList<>();

    private Decision ask(String markdown, @Nullable String profile) {
        Decision decision = new ImportQuestion(new ImportRequest("tiny", null, bytes(markdown),
                profile == null ? null : bytes(profile))).decide(
                        new Known(log, Story.person("security"), Story.START, () -> new UUID(1, 1)));
        if (decision instanceof Accepted(List<LedgerEvent> events)) {
            events.forEach(e -> log.add(new Recorded(e, log.size(), Story.START, "person/1")));
        }
        return decision;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Map<String, Object> answer(Decision decision) {
        return switch (decision) {
            case Accepted(List<LedgerEvent> events) -> Answers.of(events);
            case Already(List<Recorded> entries) -> Answers.of(entries.stream().map(Recorded::event).toList());
            case Refused(var refusal) -> throw new AssertionError(refusal);
        };
    }

    @Test
    void an_import_answers_what_was_recognised_and_what_the_profile_assumes() {
        Map<String, Object> answer = answer(ask(MARKDOWN, null));
        assertThat(answer).containsEntry("id", "tiny").containsEntry("version", 1).containsEntry("items", 2)
                .containsEntry("sections", 1).containsKeys("digest", "recognized", "profile");
        assertThat(answer.get("recognized")).asString().contains("< 5s", "(if needed)");
        assertThat(answer.get("profile")).asString().contains("fast: below 5 s");
        assertThat(answer(ask(MARKDOWN, null))).isEqualTo(answer);
    }

    @Test
    void another_profile_alone_is_answered_like_any_import() {
        Map<String, Object> first = answer(ask(MARKDOWN, null));
        Decision again = ask(MARKDOWN, "profile: 1\nassumptions: [none]\n");
        assertThat(((Accepted) again).events()).allMatch(e -> e instanceof ProfileImported);
        Map<String, Object> answer = answer(again);
        for (String member : List.of("id", "version", "digest", "items", "sections")) {
            assertThat(answer).containsEntry(member, first.get(member));
        }
        assertThat(answer.get("profile")).asString().contains("version=2", "inferred=false");
        assertThat(log.stream().filter(r -> r.event() instanceof ChecklistRecognized)).hasSize(1);
    }

    @Test
    void a_profile_that_does_not_fit_changes_nothing() {
        ask(MARKDOWN, null);
        int size = log.size();
        assertThat(ask(MARKDOWN, "profile: 1\ngates:\n  close:\n    x: {condition: 1 + 1, reason: r}\n"))
                .isInstanceOfSatisfying(Refused.class, r -> {
                    assertThat(r.refusal().field()).isEqualTo("profile/gates/close/x/condition");
                    assertThat(r.refusal().reason()).contains("(line 4)");
                });
        assertThat(log).hasSize(size);
    }
}
