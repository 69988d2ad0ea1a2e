package io.countersign.command.checklist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.events.ChecklistEvents.Command;
import io.countersign.events.ChecklistEvents.Item;
import io.countersign.events.ChecklistEvents.Section;
import io.countersign.events.ChecklistEvents.Step;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarkdownChecklistTest {

    private static ParsedChecklist parse(String markdown) throws MalformedChecklist {
        return MarkdownChecklist.parse(markdown.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> ids(String markdown) throws MalformedChecklist {
        return parse(markdown).items().stream().map(Item::id).toList();
    }

    private static List<String> texts(String markdown) throws MalformedChecklist {
        return parse(markdown).items().stream().map(Item::text).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"- [ ] a", "* [ ] a", "+ [ ] a", "1. [ ] a", "7) [ ] a", "- [ ]\ta", "-\t[ ] a",
        "> - [ ] a", "   - [ ]  a",
        "- [ ] a\r\n", "\uFEFF- [ ] a", "- [ ]\n  a", "> 1. [ ] \r\n> a"})
    void every_list_marker_makes_an_item(String markdown) throws MalformedChecklist {
        assertThat(texts(markdown)).containsExactly("a");
        assertThat(parse(markdown).items().getFirst().checked()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"- [x] a", "- [X] a", "1) [x] a", "- [x] a\n\n[x]: https://example.org"})
    void a_ticked_box_is_noted_as_ticked(String markdown) throws MalformedChecklist {
        assertThat(texts(markdown)).containsExactly("a");
        assertThat(parse(markdown).items().getFirst().checked()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[ ] a", "- [] a", "- [ ]a", "- [ ]", "- \\[ ] a", "- &#91; ] a", "- [y] a", "- a [ ] b",
        "```\n- [ ] a\n```", "    - [ ] a", "~~~\n- [ ] a\n~~~", "<!--\n- [ ] a\n-->", "<div>\n- [ ] a\n</div>",
        "| a |\n|---|\n| - [ ] b |", "`- [ ] a`", "- # [ ] a", "- `[ ] a`", "---\nnotes: |\n  - [ ] a\n---\n"})
    void what_is_no_task_list_item_is_no_item(String markdown) {
        assertThatThrownBy(() -> parse(markdown)).isInstanceOf(MalformedChecklist.class)
                .hasMessageContaining("holds no checkbox");
    }

    @Test
    void an_id_is_the_path_of_headings_and_items() throws MalformedChecklist {
        String markdown = """
            # The Title

            - [ ] before any section

            ## Pre-Deployment

            ### Code *Quality*

            - [ ] All tests pass (`make test`)
              - [ ] Unit & [integration](https://example.org)
                1. [ ] **third** level
            - plain
              - [ ] under plain

            ## After
            * [ ] last
            """;
        assertThat(ids(markdown)).containsExactly("before-any-section",
                "pre-deployment.code-quality.all-tests-pass-make-test",
                "pre-deployment.code-quality.all-tests-pass-make-test.unit-integration",
                "pre-deployment.code-quality.all-tests-pass-make-test.unit-integration.third-level",
                "pre-deployment.code-quality.under-plain", "after.last");
        ParsedChecklist checklist = parse(markdown);
        assertThat(checklist.title()).isEqualTo("The Title");
        assertThat(checklist.sections()).extracting(Section::id).containsExactly("pre-deployment",
                "pre-deployment.code-quality", "after");
        assertThat(checklist.items().getFirst().section()).isNull();
        assertThat(checklist.items().get(2)).isEqualTo(new Item(
                "pre-deployment.code-quality.all-tests-pass-make-test.unit-integration", "Unit & integration",
                "pre-deployment.code-quality.all-tests-pass-make-test", "pre-deployment.code-quality", null, 10,
                false));
        assertThat(checklist.items().get(3).number()).isEqualTo(1);
    }

    @Test
    void several_level_one_headings_stand_in_the_ids() throws MalformedChecklist {
        assertThat(ids("# A\n- [ ] x\n# B\n## C\n- [ ] x\n")).containsExactly("a.x", "b.c.x");
    }

    @Test
    void repeats_are_counted_in_document_order() throws MalformedChecklist {
        assertThat(ids("- [ ] Same!\n- [ ] same\n  - [ ] child\n- [ ] *SAME*\n  - [ ] child\n")).containsExactly("same",
                "same~2", "same.child", "same~3", "same.child~2");
    }

    @Test
    void a_repeated_section_has_an_id_of_its_own() throws MalformedChecklist {
        ParsedChecklist checklist = parse("## A\n### B\n- [ ] x\n### B\n#### C\n- [ ] x\n");
        assertThat(checklist.sections()).extracting(Section::id).containsExactly("a", "a.b", "a.b~2", "a.b~2.c");
        assertThat(checklist.items()).extracting(Item::section).containsExactly("a.b", "a.b~2.c");
        assertThat(checklist.items()).extracting(Item::id).containsExactly("a.b.x", "a.b.c.x");
    }

    @Test
    void letters_marks_and_digits_of_any_script_stay_in_an_id() throws MalformedChecklist {
        assertThat(ids(
                "- [ ] 🚀 Déployer l’app ✅\n- [ ] De\u0301ploye\u0301 №5\n- [ ] تشغيل النظام\n- [ ] 部署 完成\n- [ ] हिन्दी\n- [ ] 🎉\n"))
                .containsExactly("déployer-l-app", "déployé-5", "تشغيل-النظام", "部署-完成", "हिन्दी", "item");
    }

    @Test
    void an_id_is_cut_at_a_code_point_to_200_bytes() throws MalformedChecklist {
        List<String> ids = ids("- [ ] a" + "é".repeat(300) + "\n- [ ] a" + "é".repeat(301) + "\n");
        assertThat(ids).containsExactly("a" + "é".repeat(99), "a" + "é".repeat(99) + "~2");
    }

    @Test
    void a_text_is_what_a_reader_sees() throws MalformedChecklist {
        assertThat(texts("""
            - [ ] **Bold** _and_ ~~gone~~ `code *x*` [link](https://e.org "t") ![alt](i.png) <b>tag</b> &amp; a\\*b
            - [ ] over
              two lines\\
              and three
            - [ ] <https://e.org>
            - [ ] red \u001b[31malert\u001b[0m
            """)).containsExactly("Bold and gone code *x* link alt tag & a*b", "over two lines and three",
                "https://e.org", "red  [31malert [0m");
    }

    @Test
    void numbered_items_count_from_their_lists_start_past_code_blocks() throws MalformedChecklist {
        ParsedChecklist checklist = parse(
                "3. [ ] a\n   ```bash\n   - [ ] no\n   # why\n   run it\n   ```\n4. no box\n5. [ ] b\n");
        assertThat(checklist.items()).extracting(Item::number).containsExactly(3, 5);
        assertThat(checklist.recognised().procedures()).singleElement().satisfies(p -> {
            assertThat(p.steps()).extracting(Step::title).containsExactly("a", "no box", "b");
            assertThat(p.steps().getFirst().item()).isEqualTo("a");
            assertThat(p.steps().getFirst().commands()).extracting(Command::run).containsExactly("- [ ] no", "run it");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void lines_are_counted_whatever_ends_them(String end) throws MalformedChecklist {
        assertThat(parse(String.join(end, "# T", "", "- [ ] a", "", "- [ ] b")).items()).extracting(Item::line)
                .containsExactly(3, 5);
    }

    @Test
    void front_matter_is_read_and_keeps_its_lines() throws MalformedChecklist {
        ParsedChecklist checklist = parse("---\ntitle: Release\nversion: 2.1\n---\n- [ ] a\n");
        assertThat(checklist.title()).isEqualTo("Release");
        assertThat(checklist.sourceVersion()).isEqualTo("2.1");
        assertThat(checklist.items().getFirst().line()).isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"---\n# T\n- [ ] a\n", "---\n- [ ] a\n\n---\n", "---\nnot a mapping\n\n- [ ] a\n---\n"})
    void a_document_may_begin_with_a_rule_that_is_no_front_matter(String markdown) throws MalformedChecklist {
        assertThat(texts(markdown)).containsExactly("a");
    }

    @Test
    void items_nest_a_hundred_deep_and_no_deeper() throws MalformedChecklist {
        StringBuilder deep = new StringBuilder();
        for (int i = 0; i < 100; i++) {
            deep.append("  ".repeat(i)).append("- [ ] ").append(i).append('\n');
        }
        assertThat(parse(deep.toString()).items()).hasSize(100);
        deep.append("  ".repeat(100)).append("- [ ] 100\n");
        assertThatThrownBy(() -> parse(deep.toString())).isInstanceOf(MalformedChecklist.class)
                .hasMessageContaining("nest deeper").hasMessageContaining("line 10");
    }

    @Test
    void what_is_too_much_is_refused_with_its_line() {
        assertThatThrownBy(() -> parse("- [ ] a\n".repeat(10_001))).hasMessageContaining("10000 items")
                .hasMessageContaining("line 10001");
        assertThatThrownBy(() -> parse("- [ ] a\n- [ ] " + "é".repeat(2_049))).hasMessageContaining("4096 bytes")
                .hasMessageContaining("line 2");
        assertThatThrownBy(() -> MarkdownChecklist.parse(new byte[5 * 1024 * 1024 + 1]))
                .hasMessageContaining("at most 5242880");
    }

    @Test
    void what_is_no_text_is_refused_with_its_line() {
        assertThatThrownBy(() -> MarkdownChecklist.parse(new byte[]{'a', '\n', (byte) 0xC3, '('}))
                .hasMessageContaining("not valid UTF-8").hasMessageContaining("line 2");
        assertThatThrownBy(() -> MarkdownChecklist.parse(new byte[]{'a', '\r', '\n', 'b', 0}))
                .hasMessageContaining("NUL").hasMessageContaining("line 2");
        assertThatThrownBy(() -> MarkdownChecklist.parse(new byte[]{'-', (byte) 0xC3}))
                .hasMessageContaining("not valid UTF-8");
    }

    /** Emphasis and links in one huge paragraph, deep lists over a million lines, a million blocks or lines: each took the parser minutes, or all memory. */
    @Test
    void a_hostile_document_of_five_mebibytes_takes_no_longer_than_another() {
        String prose = "a *b* `c` [d](http://e) " + "f ".repeat(10) + "\n";
        String deep = "- ".repeat(99) + "x\n" + "\n".repeat(5_000_000) + "x";
        long start = cpu();
        assertThatCode(() -> parse("- [ ] a\n\n" + prose.repeat(5_000_000 / prose.length())))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> parse(deep)).hasMessageContaining("nest deeper");
        assertThatThrownBy(() -> parse("- [ ] a\n\n" + "a\n\n".repeat(1_700_000)))
                .hasMessageContaining("250000 lines").hasMessageContaining("line 500001");
        assertThatThrownBy(() -> parse("- [ ] a\n\n" + "> ".repeat(50) + "a\n" + "a\n".repeat(200_000)))
                .hasMessageContaining("nest deeper than 9");
        assertThatThrownBy(() -> parse("- [ ] a\n\n" + "|a|b|c|\n".repeat(100_000)))
                .hasMessageContaining("300000 vertical bars").hasMessageContaining("line 75003");
        assertThatThrownBy(() -> parse(("- [ ] " + "[a](".repeat(127) + "\n").repeat(9_000)))
                .hasMessageContaining("more markup").hasMessageMatching(".*line [12]\\d{3}.*");
        assertThat(Duration.ofNanos(cpu() - start)).isLessThan(Duration.ofSeconds(60));
    }

    @Test
    void blank_lines_are_none_of_those_that_count() throws MalformedChecklist {
        assertThat(parse("\n \n".repeat(200_000) + "- [ ] a\n  - [ ] b\n" + "\n".repeat(4_000_000)).items())
                .extracting(Item::line).containsExactly(400_001, 400_002);
    }

    @Test
    void a_versions_line_is_found_among_its_markup_wherever_it_stands() throws MalformedChecklist {
        ParsedChecklist checklist = parse("""
            # T
            **Version:** 1.0 | _Last Updated_: May 2026

            - [ ] a

            **Version**: [2.0](http://e)
            """);
        assertThat(checklist.sourceVersion()).isEqualTo("2.0");
        assertThat(checklist.sourceUpdated()).isEqualTo("May 2026");
    }

    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
