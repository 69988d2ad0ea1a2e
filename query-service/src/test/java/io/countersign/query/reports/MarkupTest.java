package io.countersign.query.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MarkupTest {

    @Test
    void what_the_font_lacks_is_told_by_number_and_nothing_else_is() {
        Markup out = new Markup().text("Ana <\u6771\u4eac> \ud83d\ude80\ufe0f &\0");
        assertThat(out).hasToString("Ana &lt;[U+6771 U+4EAC]&gt; [U+1F680] &amp;\ufffd");
        assertThat(out.numbered()).isTrue();
        assertThat(new Markup().text("\u05d0 \u03a9").numbered()).isFalse();
    }

    @Test
    void a_time_is_not_broken_and_not_turned_by_the_name_before_it() {
        assertThat(new Markup().text("Ana, 2026-11-22 20:00:00Z."))
                .hasToString("Ana, <span class=\"when\">2026-11-22 20:00:00Z</span>.");
        assertThat(new Markup().text("\u05d0, 2026-11-22 20:00:00Z").toString())
                .contains("\u200e<span class=\"when\">2026");
    }

    @Test
    void a_table_has_a_row_in_any_case() {
        assertThat(new Markup().table("50% A", "50% B").endTable().toString()).contains("<td colspan=\"2\">none</td>");
        assertThat(new Markup().table("50% A").row(List.of("a")).endTable().toString()).doesNotContain("none");
    }
}
