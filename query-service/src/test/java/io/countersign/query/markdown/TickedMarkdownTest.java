package io.countersign.query.markdown;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class TickedMarkdownTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String NOTE = "completed by Ana Lima, 2026-11-22T20:15:00Z, entry 41";

    private static Map<String, Object> completed(int line, String name) {
        return Map.of("line", line, "checked", true, "said", "completed", "by",
                Map.of("person", "person/1", "name", name), "at", "2026-11-22T20:15:00.123Z", "position", 41);
    }

    private static Map<String, Object> open(int line) {
        return Map.of("line", line, "checked", false);
    }

    @SafeVarargs
    private static String ticked(String source, Map<String, Object>... ticks) {
        return TickedMarkdown.of(source, JSON.<JsonNode>valueToTree(List.of(ticks)));
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '\'', value = {"'- [ ] a','- [x] a'", "'  * [x] a','  * [x] a'",
        "'1) [X] a','1) [x] a'",
        "'> - [ ] a [b](c)','> - [x] a [b](c)'", "'- [ ] see `x` <b>y</b>','- [x] see `x` <b>y</b>'"})
    void a_box_is_ticked_and_its_note_ends_the_line(String line, String ticked) {
        assertThat(ticked(line, completed(1, "Ana Lima"))).isEqualTo(ticked + " — " + NOTE);
    }

    @Test
    void everything_else_stays_byte_for_byte() {
        String source = "\uFEFF---\r\na: [ ] b\r\n---\r\n\r\n- [ ] one  \r\n  goes on\r\n```\r\n- [ ] code\r\n```\r\n- [x] two\\\r\n\tend\r\n";
        assertThat(ticked(source, completed(5, "Ana Lima"), open(10))).isEqualTo(source
                .replace("- [ ] one  ", "- [x] one — " + NOTE + "  ").replace("- [x] two", "- [ ] two"));
        assertThat(ticked(source, open(5), completed(10, "Ana Lima")))
                .isEqualTo(source.replace("- [x] two\\", "- [x] two — " + NOTE + "\\"));
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '\'', value = {"'run `make'", "'see [the'", "'see [the](http:'", "'a <b'", "'``a` b'"})
    void a_line_that_ends_within_something_has_its_note_behind_the_box(String open) {
        assertThat(ticked("- [ ] " + open + "\n  next`]>)", completed(1, "Ana Lima")))
                .isEqualTo("- [x] (" + NOTE + ") " + open + "\n  next`]>)");
    }

    @Test
    void a_name_is_never_markup() {
        assertThat(ticked("- [ ] a", completed(1, "<b>[x](http://e.org)\n\n- [ ] `|@ops\u202E www.e.org")))
                .isEqualTo(
                        "- [x] a — completed by \\<b\\>\\[x\\]\\(http\\:\\/\\/e\\.org\\) - \\[ \\] \\`\\|\\@ops  www\\.e\\.org, 2026-11-22T20:15:00Z, entry 41");
    }

    @Test
    void a_name_that_is_withheld_leaves_the_opaque_id() {
        assertThat(ticked("- [ ] a", Map.of("line", 1, "checked", false, "said", "waived", "by",
                Map.of("person", "person/1", "name", Map.of("digest", "d", "withheld", true)), "until",
                "2027-01-01T00:00:00Z", "at", "2026-11-22T20:15:00Z", "position", 7))).isEqualTo(
                        "- [ ] a — waived by someone whose name is withheld (person/1) until 2027-01-01T00:00:00Z, 2026-11-22T20:15:00Z, entry 7");
    }

    @Test
    void a_box_nobody_touched_is_empty_without_a_note() {
        assertThat(ticked("- [X] a\n- [\t] b", open(1), open(2))).isEqualTo("- [ ] a\n- [\t] b");
    }
}
