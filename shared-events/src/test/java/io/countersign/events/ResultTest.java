package io.countersign.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.events.state.Result;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Every kind of event tells in a history what it came to, or is listed here with the reason why it has no outcome. */
class ResultTest {

    private static final Map<String, String> TELLS = Map.ofEntries(
            Map.entry("log-key-rotated", "both keys sign until 2026-12-01T00:00:00Z"),
            Map.entry("export-recorded", "exported through position 41, withheld: note"),
            Map.entry("action-refused", "refused: sign"),
            Map.entry("disclosure-erased", "erased from entry 41"),
            Map.entry("checklist-imported", "version 1 of 151 items"),
            Map.entry("profile-imported", "profile 1 for version 1"),
            Map.entry("deployment-opened", "open: release 2.4.0, ltc-claims@1"),
            Map.entry("deployment-went-live",
                    "live as an emergency past 1 unmet condition, review due 2026-11-22T20:00:00Z"),
            Map.entry("emergency-reviewed", "reviewed"),
            Map.entry("emergency-review-overdue", "the review was due 2026-11-22T20:00:00Z"),
            Map.entry("deployment-closed", "closed"),
            Map.entry("deployment-abandoned", "abandoned"),
            Map.entry("measurement-recorded", "0.013 ratio: trigger"),
            Map.entry("trigger-opened", "open: error_rate 0.013"), Map.entry("trigger-closed", "closed by pass"),
            Map.entry("item-completed", "completed: rollback-plan"), Map.entry("item-failed", "failed"),
            Map.entry("item-reopened", "open again"), Map.entry("item-not-applicable", "not applicable"),
            Map.entry("item-waived", "waived until 2026-11-22T20:00:00.123456Z"),
            Map.entry("item-waiver-revoked", "waiver revoked"),
            Map.entry("signed-off", "signed what stood at position 40"), Map.entry("sign-off-declined", "declined"),
            Map.entry("sign-off-lapsed", "lapsed: item-reopened launch-phase.go-live.application-started"),
            Map.entry("control-checked", "pass by probe"),
            Map.entry("control-waived", "waived until 2026-11-22T20:00:00.123456Z"),
            Map.entry("control-waiver-revoked", "waiver revoked"),
            Map.entry("contact-set", "is called"), Map.entry("notification-recorded", "told by email"),
            Map.entry("control-decided", "not implemented, something stands in its place"),
            Map.entry("rollback-declared", "rolling back, 1 sign-off voided, 3 items voided"),
            Map.entry("rollback-declined", "declined"),
            Map.entry("rollback-step-recorded", "done, exit 0, 1200 ms, exit 1"),
            Map.entry("procedure-step-recorded", "failed, exit 1"), Map.entry("rollback-incident-linked", "INC-204"),
            Map.entry("rollback-post-mortem-recorded", "looked back at"),
            Map.entry("follow-up-opened", "made good by deployment 01980000-0000-7000-8000-000000000002"),
            Map.entry("rollback-verified", "pass: rolled back"),
            Map.entry("obligation-opened", "weekly since 2026-11-22T20:00:00.123456Z"),
            Map.entry("obligation-completed", "met within grace: due 2026-12-06T20:00:00.123456Z"),
            Map.entry("obligation-not-applicable", "not applicable: due 2026-12-06T20:00:00.123456Z"),
            Map.entry("obligation-missed", "missed: due 2026-12-06T20:00:00.123456Z"),
            Map.entry("obligation-ended", "ended: retired"),
            Map.entry("report-ingested", "fail: the report breaks off"));

    private static final Map<String, String> HAVE_NONE = Map.of(
            "ledger-created", "it is the beginning",
            "person-introduced", "it says who someone is",
            "checklist-items-listed", "it is a part of an import", "profile-items-listed", "it is a part of an import",
            "checklist-recognized", "it decides nothing",
            "note-added", "what was said is all of it", "field-set", "the value, which may be withheld, is all of it");

    @Test
    void every_event_tells_what_it_came_to_or_has_nothing_to_tell() {
        Map<String, LedgerEvent> samples = Samples.ALL.stream()
                .collect(Collectors.toMap(ResultTest::word, Function.identity()));
        samples.forEach((word, event) -> {
            if (HAVE_NONE.containsKey(word)) {
                assertThat(Result.of(event)).as(word).isNull();
            } else {
                assertThat(Result.of(event)).as(word).isNotBlank();
            }
        });
        TELLS.forEach((word, told) -> assertThat(Result.of(samples.get(word))).as(word).isEqualTo(told));
    }

    private static String word(LedgerEvent event) {
        return EventCatalog.typeOf(event).replace("countersign.", "").replaceFirst("\\.v[0-9]+$", "");
    }
}
