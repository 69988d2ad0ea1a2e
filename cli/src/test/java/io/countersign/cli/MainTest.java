package io.countersign.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {

    @Test
    void the_help_names_every_command_also_those_of_the_launcher() {
        Ran help = Ran.of("--help");

        assertThat(help.exit()).isZero();
        assertThat(help.out()).contains("checklist", "go-live", "  up ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"whoami", "checklist import", "checklist export", "checklist list", "checklist show",
        "checklist profile-schema", "deployment export",
        "deployment open", "deployment list", "show", "timeline", "diff", "search", "history", "erase", "next", "gate",
        "sign", "go-live", "close",
        "abandon", "review", "measure", "note add", "field set", "item complete", "item fail", "item reopen",
        "item not-applicable", "item waive", "control list", "control show", "control history",
        "control check", "control waive", "control decide", "waiver revoke", "rollback recommend", "rollback declare",
        "rollback decline", "rollback step", "rollback verify", "rollback incident", "rollback post-mortem", "step",
        "maintenance list", "maintenance history",
        "maintenance complete", "maintenance not-applicable", "maintenance end", "report deployment",
        "report maintenance", "evidence export", "verify",
        "log checkpoint", "log proof", "log entry", "log tail", "views rebuild"})
    void every_command_helps_and_takes_the_common_options(String command) {
        Ran help = Ran.of((command + " --help").split(" "));

        assertThat(help.exit()).isZero();
        assertThat(help.out()).contains("--json", "--url", "--data", "--as", "countersign " + command);
    }

    @Test
    void a_misspelt_command_is_a_usage_error_that_names_what_was_meant() {
        Ran misspelt = Ran.of("chekclist", "list");

        assertThat(misspelt.exit()).isEqualTo(2);
        assertThat(misspelt.out()).isEmpty();
        assertThat(misspelt.err()).contains("did you mean checklist");
    }

    @Test
    void a_usage_error_is_one_document_when_json_is_asked_for() {
        Ran missing = Ran.of("item", "complete", "--json", "only-the-deployment");

        assertThat(missing.exit()).isEqualTo(2);
        assertThat(missing.err()).isEmpty();
        assertThat(missing.json().path("problem").asString()).isEqualTo("usage");
        assertThat(missing.json().path("detail").asString()).contains("ITEM");
    }

    @Test
    void text_that_the_locale_has_garbled_is_not_sealed() {
        assertThat(Ran.of("note", "add", "D", "\uFFFDberpr\uFFFDft").exit()).isEqualTo(2);
    }

    @Test
    void without_a_stack_it_says_how_to_get_one() {
        Ran nowhere = Ran.of("whoami");

        assertThat(nowhere.exit()).isEqualTo(1);
        assertThat(nowhere.err()).contains("countersign up");
    }

    @Test
    void an_export_that_cannot_be_written_is_never_asked_for() {
        Ran refused = Ran.of("evidence", "export", "D", "--out", "/nowhere/at/all.zip", "--url", "http://127.0.0.1:9");

        assertThat(refused.exit()).isEqualTo(1);
        assertThat(refused.err()).contains("cannot be written to /nowhere/at/all.zip");
    }

    @ParameterizedTest
    @ValueSource(strings = {"measure D error_rate", "field set D novalue", "sign D --role Developer",
        "sign D --role Developer --decline", "go-live D --emergency", "show D --as-of yesterday",
        "checklist show claims@latest", "item waive D I --reason r --expires soon",
        "deployment open --checklist c --system s --environment e --release r --artifact web",
        "evidence export --out x.zip", "log tail --follow --json", "whoami --url ftp://there",
        "checklist export ..", "log entry first"})
    void what_makes_no_command_is_refused_before_anyone_is_asked(String command) {
        Ran refused = Ran.of((command + " --url http://127.0.0.1:9").split(" "));

        assertThat(refused.exit()).isEqualTo(2);
    }
}
