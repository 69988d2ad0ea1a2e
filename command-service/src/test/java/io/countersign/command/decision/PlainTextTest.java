package io.countersign.command.decision;

import static io.countersign.command.decision.PlainText.LINES;
import static io.countersign.command.decision.PlainText.ONE_LINE;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainTextTest {

    @ParameterizedTest
    @ValueSource(strings = {"plain", "", "Zoë Müller", "\u0645\u0631\u062d\u0628\u0627", "\u05d0\u200f!",
        "\ud83d\udc69\u200d\ud83d\udd2c", "日本語", "na\u0301", "\ud83d\ude80"})
    void takes_any_script_in_either_kind(String text) {
        assertThat(ONE_LINE.objection(text)).isEmpty();
        assertThat(LINES.objection(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\tb", "a\nb", "a\r\nb"})
    void tabs_and_line_breaks_are_for_texts_that_have_lines(String text) {
        assertThat(LINES.objection(text)).isEmpty();
        Refusal refused = ONE_LINE.objection(text).orElseThrow();
        assertThat(refused.rule()).isEqualTo("text-not-printable");
        assertThat(refused.reason()).contains("one line", "character 2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\0", "\u0007", "\u001b[31m", "\u007f", "\u0085", "\u202e", "\u202a", "\u2066", "\u2069",
        "\u2028",
        "\ufffe", "\ufff9", "\ud800"})
    void refuses_what_cannot_be_seen_and_says_where(String text) {
        for (PlainText kind : PlainText.values()) {
            Refusal refused = kind.objection("ab" + text).orElseThrow();
            assertThat(refused.rule()).isEqualTo("text-not-printable");
            assertThat(refused.reason()).contains("character 3", "U+%04X".formatted((int) text.charAt(0)));
        }
    }

    @Test
    void refuses_what_is_too_long_of_its_kind() {
        assertThat(ONE_LINE.objection("\ud83d\ude80".repeat(500))).isEmpty();
        assertThat(ONE_LINE.objection("a".repeat(501)).map(Refusal::rule)).contains("text-too-long");
        assertThat(LINES.objection("a".repeat(16_384))).isEmpty();
        assertThat(LINES.objection("a".repeat(16_385)).map(Refusal::rule)).contains("text-too-long");
    }

    @Test
    void cleans_what_comes_from_who_cannot_be_refused() {
        assertThat(PlainText.cleaned("Ada\u202e\n\0 L")).isEqualTo("Ada    L");
        assertThat(PlainText.cleaned("a".repeat(600))).hasSize(500);
    }
}
