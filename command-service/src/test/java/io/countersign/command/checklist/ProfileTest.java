package io.countersign.command.checklist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.countersign.events.ChecklistEvents.Alternative;
import io.countersign.events.ChecklistEvents.Computed;
import io.countersign.events.ChecklistEvents.Contact;
import io.countersign.events.ChecklistEvents.ItemRule;
import io.countersign.events.ChecklistEvents.Limit;
import io.countersign.events.ChecklistEvents.ReportRule;
import io.countersign.events.ChecklistEvents.RequiredFor;
import io.countersign.events.ChecklistEvents.SectionRule;
import io.countersign.events.ChecklistEvents.Threshold;
import io.countersign.events.ChecklistEvents.Trigger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProfileTest {

    private static final ParsedChecklist CHECKLIST = markdown("""
        # T
        ## Before
        - [ ] Tests pass
        - [ ] All items above completed
        ## After
        - [ ] Look around (if applicable)
        """);

    private static ParsedChecklist markdown(String markdown) {
        try {
            return MarkdownChecklist.parse(markdown.getBytes(StandardCharsets.UTF_8));
        } catch (MalformedChecklist e) {
            throw new AssertionError(e);
        }
    }

    private static ParsedProfile parse(String yaml) throws MalformedChecklist {
        return Profile.parse(yaml.getBytes(StandardCharsets.UTF_8), CHECKLIST);
    }

    private static MalformedChecklist refusal(String yaml) {
        return catchThrowableOfType(MalformedChecklist.class, () -> parse(yaml));
    }

    @Test
    void a_profile_says_what_the_checklist_cannot() throws MalformedChecklist {
        ParsedProfile profile = parse(
                """
                    profile: 1
                    roles: [Developer, DevOps]
                    voids: [DevOps]
                    fields: [Ticket]
                    sections:
                      after: {required-for: close}
                    items:
                      before.tests-pass: {kind: report, evidence: JUnit, mappings: [CC8.1], controls: [auth.mfa], may-be-not-applicable: true}
                      before.all-items-above-completed:
                        computed: {above: true}
                    thresholds:
                      error_rate: {unit: ratio, accept: {below: 0.001}, trigger: {above: 1e-2}, sustained: PT5M}
                    triggers:
                      errors: {title: Too many errors, measurement: error_rate}
                    rights:
                      close: [security]
                    assumptions: [none]
                    """);
        assertThat(profile.inferred()).isFalse();
        assertThat(profile.roles()).containsExactly("Developer", "DevOps");
        assertThat(profile.voids()).containsExactly("DevOps");
        assertThat(profile.fields()).containsExactly("Ticket");
        assertThat(profile.sections()).containsExactly(new SectionRule("after", RequiredFor.CLOSE, null));
        assertThat(profile.items()).containsExactly(
                new ItemRule("before.tests-pass", List.of("auth.mfa"), true, null, "report", "JUnit", List.of("CC8.1"),
                        null),
                new ItemRule("before.all-items-above-completed", List.of(), false, new Computed(true, null), null, null,
                        List.of(), null));
        assertThat(profile.thresholds()).containsExactly(new Threshold("error_rate", "ratio",
                new Limit("below", "0.001"), new Limit("above", "0.01"), "PT5M"));
        assertThat(profile.triggers()).containsExactly(new Trigger("errors", "Too many errors", "error_rate"));
        assertThat(profile.rights()).isEqualTo(Map.of("close", List.of("security")));
        assertThat(profile.assumptions()).containsExactly("none");
    }

    @Test
    void without_roles_the_four_must_sign() throws MalformedChecklist {
        assertThat(parse("profile: 1").roles()).containsExactly("Developer", "Reviewer", "DevOps", "Security");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
        "\"profile: 1\nsection: {}\"|profile/section|2|sections",
        "\"profile: 1\nsections:\n  afterr: {required-for: close}\"|profile/sections/afterr|3|after",
        "\"profile: 1\nsections:\n  after: {required-for: live}\"|profile/sections/after/required-for|3|go-live",
        "\"profile: 1\nsections:\n  after:\n    required-for: close\n    evry: weekly\"|profile/sections/after/evry|5|every",
        "\"profile: 1\nitems:\n  before.test-pass: {}\"|profile/items/before.test-pass|3|before.tests-pass",
        "\"profile: 1\nitems:\n  before.tests-pass:\n    kind: reprot\"|profile/items/before.tests-pass/kind|4|report",
        "\"profile: 1\nitems:\n  before.tests-pass:\n    controls:\n      - auth.mfaa\"|profile/items/before.tests-pass/controls|5|auth.mfa",
        "\"profile: 1\nitems:\n  before.tests-pass:\n    computed: {section: befor}\"|profile/items/before.tests-pass/computed/section|4|before",
        "\"profile: 1\nroles: [Developer, Devops]\"|profile/roles/1|2|DevOps",
        "\"profile: 1\nthresholds:\n  a: {trigger: {above: 1}}\ntriggers:\n  x: {title: X, measurement: b}\"|profile/triggers/x/measurement|5|a",
        "\"profile: 1\nrights:\n  waive: [developer]\"|profile/rights/waive|3|security",
        "\"profile: 1\nrights:\n  golive: [devops]\"|profile/rights/golive|3|go-live",
        "\"profile: 1\ngates:\n  golive: {}\"|profile/gates/golive|3|go-live",
        "\"profile: 1\ngates:\n  close:\n    x: {condition: 'items[''after.look''].settled', reason: r}\"|profile/gates/close/x/condition|4|after.look-around-if-applicable",
        "\"profile: 1\nitems:\n  before.tests-pass: {controls: [auth.mfa]}\ngates:\n  close:\n    x: {condition: 'controls[''auth.mf''].passing', reason: r}\"|profile/gates/close/x/condition|6|auth.mfa",
        "\"profile: 1\ngates:\n  close:\n    x: {condition: 'signOffs[''Revewer''].signed', reason: r}\"|profile/gates/close/x/condition|4|Reviewer",
        "\"profile: 1\nthresholds:\n  load: {accept: {below: 1}}\nitems:\n  before.tests-pass: {thresholds: [loud]}\"|profile/items/before.tests-pass/thresholds|5|load",
        "\"profile: 1\nprocedures:\n  p:\n    title: P\n    steps:\n      - {title: s, item: before.test-pass}\"|profile/procedures/p/steps/0/item|6|before.tests-pass",
        "\"profile: 1\nprocedures:\n  p: {title: P, section: befor, steps: [{title: s}]}\"|profile/procedures/p/section|3|before",
    })
    void what_is_unknown_is_refused_with_field_line_and_what_was_perhaps_meant(String yaml, String field, int line,
            String nearest) {
        MalformedChecklist refusal = refusal(yaml);
        assertThat(refusal).hasMessageContaining(field);
        assertThat(refusal.field()).isEqualTo(field);
        assertThat(refusal.line()).isEqualTo(line);
        assertThat(refusal.nearest()).first().isEqualTo(nearest);
        assertThat(refusal.nearest()).hasSizeLessThanOrEqualTo(5);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
        "\"\"|profile|1", "\"- a\"|profile|1", "\"profile: 2\"|profile/profile|1",
        "\"profile: 1\nfields: [a\"|profile|2",
        "\"profile: 1\nfields: []\nfields: []\"|profile|3", "\"profile: 1\n---\nprofile: 1\"|profile|3",
        "\"profile: 1\nsections:\n  after: {required-for: recurring}\"|profile/sections/after|3",
        "\"profile: 1\nsections:\n  after: {required-for: close, every: weekly}\"|profile/sections/after/every|3",
        "\"profile: 1\nthresholds:\n  a: {}\"|profile/thresholds/a|3",
        "\"profile: 1\nthresholds:\n  a: {accept: {below: 1, above: 0}}\"|profile/thresholds/a/accept|3",
        "\"profile: 1\nthresholds:\n  a: {accept: {below: 1e-400}}\"|profile/thresholds/a/accept|3",
        "\"profile: 1\nthresholds:\n  a: {accept: {below: 1}, sustained: PT}\"|profile/thresholds/a/sustained|3",
        "\"profile: 1\nfields: &a [*a]\"|profile|2",
        "\"profile: 1\ngates:\n  close:\n    x:\n      condition: items.all(i, items[i].setled)\n      reason: r\"|profile/gates/close/x/condition|5",
        "\"profile: 1\ngates:\n  close:\n    x:\n      condition: size(items)\n      reason: r\"|profile/gates/close/x/condition|5",
        "\"profile: 1\ngates:\n  close:\n    x: {condition: true}\"|profile/gates/close/x/condition|4",
        "\"profile: 1\ngates:\n  close:\n    signed-off: {condition: 'true', reason: r}\"|profile/gates/close/signed-off|4",
        "\"profile: 1\nsections:\n  after: {required-for: recurring, every: weekly, grace: 2 days}\"|profile/sections/after/grace|3",
        "\"profile: 1\nsections:\n  after: {required-for: close, grace: P2D}\"|profile/sections/after/grace|3",
        "\"profile: 1\nitems:\n  before.tests-pass:\n    either-or: {a: x}\"|profile/items/before.tests-pass/either-or|4",
        "\"profile: 1\nprocedures:\n  p: {title: P, steps: [{title: s, run: [x], may-exit: [256]}]}\"|profile/procedures/p/steps/0/may-exit/0|3",
    })
    void what_is_malformed_is_refused_with_its_line(String yaml, String field, int line) {
        MalformedChecklist refusal = refusal(yaml);
        assertThat(refusal).isNotNull();
        assertThat(refusal.field()).as(refusal.getMessage()).isEqualTo(field);
        assertThat(refusal.line()).as(refusal.getMessage()).isEqualTo(line);
    }

    @Test
    void a_report_is_judged_by_its_own_limit_or_by_the_threshold_of_its_measure() throws MalformedChecklist {
        String profile = """
            profile: 1
            thresholds:
              line_coverage: {unit: "%%", accept: {at-least: 80}}
              branch_coverage: {unit: ratio, accept: {at-least: 0.8}}
            items:
              before.tests-pass: {report: %s}
            """;
        assertThat(parse(profile.formatted("{formats: [jacoco, cobertura], measure: line_coverage}")).items().getFirst()
                .report()).isEqualTo(
                        new ReportRule(List.of("jacoco", "cobertura"), "line_coverage", new Limit("at-least", "80"),
                                false));
        assertThat(
                parse(profile.formatted("{formats: [junit], measure: tests_failed, accept: {at-most: 1}, named: true}"))
                        .items().getFirst().report())
                .isEqualTo(new ReportRule(List.of("junit"), "tests_failed", new Limit("at-most", "1"), true));
        assertThat(refusal(profile.formatted("{formats: [junit], measure: tests_failled, accept: {at-most: 1}}"))
                .nearest()).first().isEqualTo("tests_failed");
        assertThat(refusal(profile.formatted("{formats: [junit], measure: tests_failed}")))
                .as("no limit anywhere").hasMessageContaining("accept").extracting(MalformedChecklist::line)
                .isEqualTo(6);
        assertThat(refusal(profile.formatted("{formats: [jacoco], measure: branch_coverage}")))
                .as("a limit in another unit").hasMessageContaining("accept");
        assertThat(refusal(profile.formatted("{formats: [nunit], measure: tests}")).getMessage()).contains("formats");
    }

    @Test
    void hostile_yaml_is_refused() {
        assertThatThrownBy(() -> parse("[".repeat(100_000))).isInstanceOf(MalformedChecklist.class);
        assertThatThrownBy(() -> parse("profile: !!java.net.URL ['http://localhost']"))
                .isInstanceOf(MalformedChecklist.class);
        assertThatThrownBy(() -> parse("a: &a [x]\nb: &b [*a, *a]\nc: [*b, *b]"))
                .isInstanceOf(MalformedChecklist.class);
        assertThatThrownBy(() -> parse("#".repeat(1024 * 1024 + 1))).isInstanceOf(MalformedChecklist.class);
        assertThatThrownBy(() -> parse("profile: 1\nthresholds: {a: {accept: {below: 1e-999999999}}}"))
                .isInstanceOf(MalformedChecklist.class);
    }

    @Test
    void a_profile_whose_rules_do_not_fit_one_entry_is_refused() {
        StringBuilder markdown = new StringBuilder();
        for (int i = 0; i < 2_000; i++) {
            markdown.append("## Post ").append(i).append("\n- [ ] a\n");
        }
        assertThatThrownBy(() -> Profile.infer(markdown(markdown.toString()))).isInstanceOf(MalformedChecklist.class)
                .hasMessageContaining("49152 bytes");
    }

    @Test
    void what_sections_count_for_is_inferred_from_their_headings() throws MalformedChecklist {
        ParsedProfile profile = Profile.infer(markdown("""
            # Release
            ## Pre-Launch
            - [ ] a
            ## Deploy
            - [ ] a (if applicable)
            ### Post-Deploy checks
            - [ ] All items above completed
            ## Launch
            ## Rollback plan
            ### After
            - [ ] a
            ## Monthly maintenance
            - [ ] Update docs as needed
            ## Compose
            | Role | Signature |
            |------|-----------|
            | security | |
            | QA lead | |
            """));
        assertThat(profile.inferred()).isTrue();
        assertThat(profile.digest()).isNull();
        assertThat(profile.sections()).containsExactly(
                new SectionRule("deploy.post-deploy-checks", RequiredFor.CLOSE, null),
                new SectionRule("launch", RequiredFor.CLOSE, null),
                new SectionRule("rollback-plan", RequiredFor.ROLLBACK, null),
                new SectionRule("monthly-maintenance", RequiredFor.RECURRING, "monthly", "P7D"));
        assertThat(profile.items()).extracting(ItemRule::item, ItemRule::mayBeNotApplicable, ItemRule::computed)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("deploy.a-if-applicable", true, null),
                        org.assertj.core.groups.Tuple.tuple("deploy.post-deploy-checks.all-items-above-completed",
                                false,
                                new Computed(true, null)),
                        org.assertj.core.groups.Tuple.tuple("monthly-maintenance.update-docs-as-needed", true, null));
        assertThat(profile.roles()).containsExactly("Security");
        assertThat(profile.assumptions()).hasSize(3);
    }

    @Test
    void what_else_a_document_says_is_inferred_as_assumptions() throws MalformedChecklist {
        ParsedChecklist checklist = markdown("""
            # Release
            ## Checks
            - [ ] Coverage holds (80%)
            - [ ] Error rate normal (< 0.1%)
            - [ ] Fast (p95 < 500ms)
            - [ ] Passwords (16+ characters)
            - [ ] Session timeout (15 minutes)
            - [ ] Numbers without a side (7 of them)
            - [ ] Migrations fit (or rollback plan exists)
            ### Triggers for rollback
            - Error rate exceeds 1%
            - Data is lost
            ## Deploy
            ```bash
            # Pull
            git pull
            # If it was migrated
            migrate <app> <version>
            ```
            ## Form
            - Ticket: ____
            - Deployed By:
            ## Contacts
            | Role | Contact | Availability |
            |---|---|---|
            | DBA | x@example.org | On-call |
            """);
        ParsedProfile profile = Profile.infer(checklist);
        assertThat(profile.thresholds()).containsExactly(
                new Threshold("error_rate", "%", null, new Limit("above", "1"), null),
                new Threshold("coverage_holds", "%", new Limit("at-least", "80"), null, null),
                new Threshold("error_rate_normal", "%", new Limit("below", "0.1"), null, null),
                new Threshold("fast", "ms", new Limit("below", "500"), null, null),
                new Threshold("passwords", "characters", new Limit("at-least", "16"), null, null),
                new Threshold("session_timeout", "min", new Limit("at-most", "15"), null, null));
        assertThat(profile.items()).filteredOn(i -> i.item().endsWith("exists")).singleElement().satisfies(i -> {
            assertThat(i.mayBeNotApplicable()).isTrue();
            assertThat(i.eitherOr()).extracting(Alternative::id).containsExactly("migrations-fit",
                    "rollback-plan-exists");
        });
        assertThat(profile.triggers()).extracting(Trigger::id, Trigger::measurement).containsExactly(
                org.assertj.core.groups.Tuple.tuple("error-rate-exceeds-1", "error_rate"),
                org.assertj.core.groups.Tuple.tuple("data-is-lost", null));
        assertThat(profile.procedures()).singleElement().satisfies(p -> assertThat(p.steps()).extracting(
                s -> s.title() + "|" + s.when() + "|" + s.commands().getFirst().run()).containsExactly(
                        "Pull|null|git pull", "If it was migrated|If it was migrated|migrate <app> <version>"));
        assertThat(profile.fields()).containsExactly("Ticket", "Deployed By");
        assertThat(profile.contacts()).containsExactly(new Contact("DBA", "On-call"));
        assertThat(profile.assumptions()).anyMatch(a -> a.contains("error_rate_normal: below 0.1 %"));
        assertThat(checklist.recognised().toString()).doesNotContain("x@example.org");
    }

    /** Words that a careless expression would try in every way there is. */
    @Test
    void hostile_wording_takes_no_longer_than_other() throws MalformedChecklist {
        for (String word : List.of("(1", "(or ", ") ", "1.", "9", "(if ", "<", "a (or b) ", "1 %", "is above 1 ")) {
            StringBuilder markdown = new StringBuilder();
            for (int i = 0; i < 10; i++) {
                markdown.append("- [ ] ").append(word.repeat(4_000 / word.length())).append('\n');
            }
            assertTimeout(Duration.ofSeconds(60), () -> Profile.infer(markdown(markdown.toString())));
        }
    }
}
