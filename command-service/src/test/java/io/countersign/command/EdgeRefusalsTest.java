package io.countersign.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.command.RunningService.Answer;
import io.countersign.ledger.hash.Digest;
import io.countersign.events.EventCatalog;
import io.countersign.events.LedgerEvents.ActionRefused;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Walks the second table of docs/REFUSALS.md over HTTP. */
class EdgeRefusalsTest {

    private static final RunningService SERVICE = RunningService.get();
    private static final Desk DESK = new Desk();
    private static final String TIMEOUT = "hipaa.session-timeout";
    private static final String NOTES = "/api/v1/deployments/none/notes";
    private static final String CHECKLISTS = "/api/v1/checklists";
    private static final String MARKDOWN = base64("# A\n\n- [ ] b\n");
    private static final String EVIDENCE = "/api/v1/evidence/";
    private static final String EXPORT = "{\"export\":\"%s\",\"manifest\":\"%s\",\"system\":\"claims\",\"through\":1}"
            .formatted(UUID.randomUUID(), "ab".repeat(32));

    private static final Map<String, Supplier<Answer>> TRIED = Map.ofEntries(
            Map.entry("any token-valid", () -> SERVICE.to(NOTES).token("made.up.token").post("{}")),
            Map.entry("any path-known", () -> note("/api/v1/nowhere", "{}")),
            Map.entry("any deployment-known", () -> note(NOTES, "{\"text\":\"a\"}")),
            Map.entry("any json", () -> note(NOTES, "{\"text\":")),
            Map.entry("any body-present", () -> note(NOTES, "")),
            Map.entry("any member-known", () -> note(NOTES, "{\"txt\":\"a\"}")),
            Map.entry("any member-readable", () -> note(NOTES, "{\"text\":[]}")),
            Map.entry("any text-not-printable", () -> note(NOTES, "{\"text\":\"a\\u202eb\"}")),
            Map.entry("any text-too-long", () -> note(NOTES, "{\"text\":\"" + "ä".repeat(8193) + "\"}")),
            Map.entry("any body-size", () -> note(NOTES, "{\"text\":\"" + "a".repeat(1 << 20) + "\"}")),
            Map.entry("any idempotency-key-readable",
                    () -> SERVICE.to(NOTES).as("devops").header("Idempotency-Key", "a b").post("{}")),
            Map.entry("any idempotency-key-reused", EdgeRefusalsTest::reusedKey),
            Map.entry("erase role-lacking", () -> erasing("developer", 0, "{\"field\":\"name\",\"reason\":\"r\"}")),
            Map.entry("erase unknown-entry",
                    () -> erasing("security", 999_999_999, "{\"field\":\"name\",\"reason\":\"r\"}")),
            Map.entry("erase field-required", () -> erasing("security", 0, "{\"reason\":\"r\"}")),
            Map.entry("erase reason-required", () -> erasing("security", 0, "{\"field\":\"name\"}")),
            Map.entry("erase nothing-disclosed",
                    () -> erasing("security", 0, "{\"field\":\"name\",\"reason\":\"r\"}")),
            Map.entry("erase already-erased", EdgeRefusalsTest::erasedTwice),
            Map.entry("rotate-key role-lacking", () -> rotating("compliance", "{}")),
            Map.entry("rotate-key overlap-length", () -> rotating("security", "{\"overlap\":\"P367D\"}")),
            Map.entry("rotate-key overlap-running", () -> {
                rotating("security", "{}");
                return rotating("devops", "{}");
            }),
            Map.entry("control-decide role-lacking", () -> deciding("devops", TIMEOUT, "")),
            Map.entry("control-decide unknown-control", () -> deciding("security", "hipaa.timeout", "")),
            Map.entry("control-show unknown-control",
                    () -> SERVICE.to("/api/v1/controls/hipaa.timeout").as("auditor").get()),
            Map.entry("control-decide not-addressable", () -> deciding("security", "hipaa.audit-logging", "")),
            Map.entry("control-decide not-an-identifier",
                    () -> decide("security", TIMEOUT, "{\"system\":\"No Name\"}")),
            Map.entry("control-decide system-required", () -> decide("security", TIMEOUT, "{}")),
            Map.entry("control-decide environment-required",
                    () -> decide("security", TIMEOUT, "{\"system\":\"claims\"}")),
            Map.entry("control-decide implemented-required", () -> deciding("security", TIMEOUT, "")),
            Map.entry("control-decide reason-required",
                    () -> deciding("security", TIMEOUT, ",\"implemented\":false")),
            Map.entry("control-decide instead-required",
                    () -> deciding("security", TIMEOUT, ",\"implemented\":false,\"reason\":\"a\"")),
            Map.entry("control-decide instead-not-taken",
                    () -> deciding("security", TIMEOUT, ",\"implemented\":true,\"instead\":\"a\"")),
            Map.entry("contact-set role-lacking", () -> contact("pipeline", "\"system\":\"edge\"")),
            Map.entry("contact-set system-required", () -> contact("devops", "\"role\":\"Lead\"")),
            Map.entry("contact-set environment-required", () -> contact("devops", "\"system\":\"edge\"")),
            Map.entry("contact-set not-an-identifier", () -> contact("devops", "\"system\":\"No Name\"")),
            Map.entry("contact-set role-required",
                    () -> contact("devops", "\"system\":\"edge\",\"environment\":\"test\"")),
            Map.entry("contact-set not-a-contact-role", () -> contact("devops",
                    "\"system\":\"edge\",\"environment\":\"test\",\"role\":\"a\\nb\"")),
            Map.entry("checklist-import role-lacking", () -> importing("developer", "edge", MARKDOWN)),
            Map.entry("checklist-import member-present", () -> SERVICE.to(CHECKLISTS).as("devops").post("{}")),
            Map.entry("checklist-import checklist-id", () -> importing("devops", "No Id", MARKDOWN)),
            Map.entry("checklist-import checklist-readable", () -> SERVICE.to(CHECKLISTS).as("devops")
                    .post("{\"id\":\"edge\",\"markdown\":\"%s\",\"profile\":\"%s\"}".formatted(MARKDOWN,
                            base64("what: is this\n")))),
            Map.entry("checklist-export checklist-known",
                    () -> SERVICE.to(CHECKLISTS + "/none/source").as("auditor").get()),
            Map.entry("evidence-put not-a-digest",
                    () -> SERVICE.to(EVIDENCE + "AB").as("devops").put(new byte[0])),
            Map.entry("evidence-put evidence-size", EdgeRefusalsTest::tooLarge),
            Map.entry("evidence-put media-type-readable", () -> evidence("words", "no type")),
            Map.entry("evidence-put media-type-contradicted", () -> evidence("words", "application/pdf")),
            Map.entry("evidence-put media-type-not-taken", () -> evidence("MZ\0", "application/octet-stream")),
            Map.entry("any not-a-url", () -> SERVICE.to("/api/v1/deployments/none/controls/a/check").as("devops")
                    .post("{\"evidence\":[{\"url\":\"http://a.example\"}]}")),
            Map.entry("evidence-put digest-mismatch",
                    () -> SERVICE.to(EVIDENCE + "ab".repeat(32)).as("devops").put(new byte[0])),
            Map.entry("evidence-put role-lacking",
                    () -> SERVICE.to(EVIDENCE + "ab".repeat(32)).as("auditor").put(new byte[0])),
            Map.entry("evidence-get evidence-known",
                    () -> SERVICE.to(EVIDENCE + "ab".repeat(32)).as("auditor").get()),
            Map.entry("export role-lacking", () -> SERVICE.to("/api/v1/exports").as("developer").post(EXPORT)),
            Map.entry("log-consistency parameter-readable",
                    () -> SERVICE.to("/api/v1/log/consistency?from=9&to=1").get()),
            Map.entry("disclosures role-lacking", () -> SERVICE.to("/api/v1/disclosures").as("auditor").get()));

    static List<RefusalRow> rows() throws IOException {
        return RefusalRow.under("## At the edge, and everything else");
    }

    @ParameterizedTest
    @MethodSource("rows")
    void is_refused_as_its_row_says(RefusalRow row) {
        Supplier<Answer> tried = TRIED.get(row.toString());
        assertThat(tried).as("a request for " + row).isNotNull();
        Answer answer = Objects.requireNonNull(tried).get();
        assertThat(answer.type()).as(answer.text()).isEqualTo("application/problem+json");
        assertThat(answer.at("rule")).as(answer.text()).isEqualTo(row.rule());
        assertThat(answer.at("problem")).isEqualTo(row.problem());
        assertThat(answer.at("detail")).isNotBlank().doesNotContain("null", "Exception");
        assertThat(last(row)).isEqualTo(row.recorded().equals("yes"));
    }

    @Test
    void every_request_tried_has_its_row() throws IOException {
        assertThat(rows().stream().map(RefusalRow::toString)).doesNotHaveDuplicates().containsAll(TRIED.keySet());
    }

    /** What once was answered with a fault of ours, the whole value, or without the member's name. */
    @ParameterizedTest
    @CsvSource(delimiter = '~', value = {"~{'checklist':'\\u0000'}~checklist~text-not-printable",
        "~{'release':'\\ud800'}~release~text-not-printable",
        "~{'fields':{'a':'\\udc00'}}~fields.a~text-not-printable", "~{'authors':[null]}~authors[0]~member-readable",
        "~{'authors':['a\\u0000']}~authors[0]~text-not-printable",
        "~{'artifacts':[null]}~artifacts[0]~member-readable",
        "/d/items/i/complete~{'evidence':[null]}~evidence[0]~member-readable",
        "/d/items/i/complete~{'evidence':[{'sha256':'\\u0000'}]}~evidence[0].sha256~text-not-printable",
        "/d/steps/1/record~{'runs':[{},null]}~runs[1]~member-readable",
        "/d/steps/1/record~{'parameters':{'a':null}}~parameters.a~member-readable",
        "/d/reports~{'items':[null]}~items[0]~member-readable"})
    void a_malformed_member_is_named(@Nullable String path, String body, String field, String rule) {
        long before = DESK.size();
        Answer answer = note("/api/v1/deployments" + Objects.requireNonNullElse(path, ""), body.replace('\'', '"'));
        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.at("field")).as(answer.text()).isEqualTo(field);
        assertThat(answer.at("rule")).isEqualTo(rule);
        assertThat(DESK.size()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1000000000000000000000000", "\"%s\""})
    void a_value_out_of_range_is_named_and_not_said_back_whole(String value) {
        Answer answer = note("/api/v1/deployments/none/items/a/complete",
                "{\"occurredAt\":" + value.formatted("x".repeat(500_000)) + "}");
        assertThat(answer.at("field")).as(answer.text()).isEqualTo("occurredAt");
        assertThat(answer.text()).hasSizeLessThan(1_000);
    }

    @Test
    void a_word_that_is_none_of_several_is_answered_with_those() {
        assertThat(note("/api/v1/deployments/none/controls/a/check", "{\"outcome\":\"maybe\"}").json().at("/nearest")
                .toString()).isEqualTo("[\"pass\",\"fail\",\"inconclusive\"]");
    }

    @Test
    void a_query_that_is_no_text_is_refused() {
        Answer answer = SERVICE.to("/api/v1/log/consistency?from=%ff&to=1").get();
        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.at("rule")).isEqualTo("parameter-readable");
    }

    /** Whether the ledger's last entry is the refusal. */
    private static boolean last(RefusalRow row) {
        JsonNode entry = DESK.entry(DESK.size() - 1);
        return entry.path("type").asString().equals(EventCatalog.typeOf(ActionRefused.class))
                && entry.path("data").path("command").asString().equals(row.command())
                && entry.path("data").path("rule").asString().equals(row.rule());
    }

    private static Answer evidence(String text, String type) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return SERVICE.to(EVIDENCE + Digest.sha256(bytes).hex()).as("devops").put(bytes, type);
    }

    /** Only said to be so large. */
    private static Answer tooLarge() {
        return SERVICE.to(EVIDENCE + "ab".repeat(32)).as("devops").asking((1L << 30) + 1);
    }

    private static Answer reusedKey() {
        String key = UUID.randomUUID().toString();
        importing("devops", "edge", MARKDOWN, key);
        return importing("devops", "edge", base64("# A\n\n- [ ] c\n"), key);
    }

    private static Answer erasing(String role, long position, String body) {
        return SERVICE.to("/api/v1/entries/" + position + "/erase").as(role).post(body);
    }

    /** The reason of an erasure is erased, twice. */
    private static Answer erasedTwice() {
        importing("reviewer", "edge", MARKDOWN);
        long introduced = DESK.size() - 1;
        while (!DESK.entry(introduced).path("type").asString().contains("person-introduced")) {
            introduced--;
        }
        String body = "{\"field\":\"issuer\",\"reason\":\"r\"}";
        erasing("compliance", introduced, body);
        return erasing("security", introduced, body);
    }

    private static Answer contact(String role, String members) {
        return SERVICE.to("/api/v1/contacts").as(role).post("{" + members + "}");
    }

    private static Answer deciding(String role, String control, String members) {
        return decide(role, control, "{\"system\":\"edge\",\"environment\":\"test\"" + members + "}");
    }

    private static Answer decide(String role, String control, String body) {
        return SERVICE.to("/api/v1/controls/" + control + "/decide").as(role).post(body);
    }

    private static Answer rotating(String role, String body) {
        return SERVICE.to("/api/v1/log/keys/rotate").as(role).post(body);
    }

    private static Answer importing(String role, String id, String markdown) {
        return importing(role, id, markdown, UUID.randomUUID().toString());
    }

    private static Answer importing(String role, String id, String markdown, String key) {
        return DESK.keyed(role, CHECKLISTS, "{\"id\":\"%s\",\"markdown\":\"%s\"}".formatted(id, markdown), key);
    }

    private static Answer note(String path, String body) {
        return SERVICE.to(path).as("devops").post(body);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
