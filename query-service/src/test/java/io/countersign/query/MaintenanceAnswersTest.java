package io.countersign.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.events.DeploymentEvents.DeploymentWentLive;
import io.countersign.events.DeploymentEvents.EmergencyReviewOverdue;
import io.countersign.events.Evidence;
import io.countersign.events.LedgerEvent;
import io.countersign.events.LedgerEvents.ActionRefused;
import io.countersign.events.MaintenanceEvents.ObligationCompleted;
import io.countersign.events.MaintenanceEvents.ObligationEnded;
import io.countersign.events.MaintenanceEvents.ObligationMissed;
import io.countersign.events.MaintenanceEvents.ObligationNotApplicable;
import io.countersign.events.MaintenanceEvents.ObligationOpened;
import io.countersign.events.MaintenanceEvents.Period;
import io.countersign.events.Place;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What is asked of maintenance while weeks pass: as it stands, as it stood, in pages and by filters, and as a report. */
class MaintenanceAnswersTest {

    private static final String LIST = "/api/v1/obligations";
    private static final String PAST = LIST + "/history";
    private static final String REPORT = "/api/v1/reports/maintenance?system=claims&environment=production";
    private static final Place CLAIMS = new Place("claims", "production");
    private static final Place PORTAL = new Place("portal", "staging");
    private static final Duration DAY = Duration.ofDays(1);
    private static final String SHA = "cd".repeat(32);

    private static final SealedLog LOG = new SealedLog();
    private static final AtomicReference<Instant> NOW = new AtomicReference<>(LOG.time());
    private static final List<Given> GIVEN = new ArrayList<>();
    private static final Instant BEGAN = LOG.time().plusSeconds(10);
    private static final Instant REVIEW = BEGAN.plus(DAY.multipliedBy(3));
    private static Topic topic;
    private static CommandSide command;
    private static RunningService service;

    private record Given(String path, String answer, Instant then, long position, boolean alone) {}

    @BeforeAll
    static void weeks_pass() throws IOException {
        topic = new Topic();
        command = new CommandSide(LOG, topic, null);
        service = RunningService.start(LOG, topic.name(), RunningService.emptyDatabase(), command.url(), NOW::get);
        History.begin(LOG);
        topic.publish(LOG.records());
        History.open(LOG, History.scope(1));
        topic.publish(LOG.records().subList(LOG.records().size() - 1, LOG.records().size()));
        LOG.at(BEGAN);
        topic.publish(LOG.commit(People.SECURITY, new DeploymentWentLive(History.scope(1), true,
                LOG.secret("reason", "outage"), List.of(), List.of(), REVIEW)));
        sealed(People.SECURITY, opened(CLAIMS, "ops:weekly.logs", "weekly", false),
                opened(CLAIMS, "ops:weekly.docs", "weekly", true), opened(CLAIMS, "ops:monthly.keys", "monthly", false),
                opened(PORTAL, "web:weekly.logs", "weekly", false));
        passes(DAY.multipliedBy(3));
        sealed(People.DEVELOPER, new ObligationCompleted(CLAIMS, "ops:weekly.logs", week(1), false,
                LOG.secret("note", "nothing unusual"), List.of(new Evidence(SHA, 7, LOG.secret("name", "range.txt"))),
                null), new ActionRefused(null, "maintenance-complete", "role-lacking", "ops:weekly.logs", CLAIMS));
        passes(DAY.multipliedBy(5));
        sealed(People.DEVELOPER, new ObligationNotApplicable(CLAIMS, "ops:weekly.docs", week(1),
                LOG.secret("reason", "nothing changed")));
        passes(DAY.multipliedBy(8));
        passes(DAY);
        sealed(null, new ObligationMissed(CLAIMS, "ops:weekly.logs", week(2)),
                new ObligationMissed(CLAIMS, "ops:weekly.docs", week(2)),
                new ObligationMissed(PORTAL, "web:weekly.logs", week(1)),
                new EmergencyReviewOverdue(History.scope(1), REVIEW));
        sealed(People.SECURITY, new ObligationEnded(CLAIMS, "ops:monthly.keys", BEGAN, NOW.get(), "retired",
                LOG.secret("reason", "a vault rotates them"), null));
        passes(DAY);
    }

    @AfterAll
    static void stop() {
        service.close();
        command.close();
        topic.close();
    }

    private static ObligationOpened opened(Place place, String id, String every, boolean mayBeNotApplicable) {
        int mark = id.indexOf(':');
        return new ObligationOpened(place, id, id.substring(0, mark), 1, 1, id.substring(mark + 1), "Look at " + id,
                every, "P2D", List.of("devops"), mayBeNotApplicable, BEGAN, "d1");
    }

    private static Period week(int n) {
        Instant due = BEGAN.plus(DAY.multipliedBy(7L * n));
        return new Period(BEGAN, n, due.minus(DAY.multipliedBy(7)), due, due.plus(DAY.multipliedBy(2)));
    }

    private static void passes(Duration time) {
        LOG.at(LOG.time().plus(time));
        NOW.set(LOG.time());
        given(false);
    }

    private static void sealed(@Nullable String person, LedgerEvent... events) {
        topic.publish(LOG.commit(person, events));
        NOW.set(LOG.time());
        service.reaches(LOG.records().size());
        given(true);
    }

    private static void given(boolean alone) {
        for (String path : List.of(LIST, LIST + "?state=missed", PAST, REPORT)) {
            GIVEN.add(new Given(path, clean(service.get(path)), NOW.get(), LOG.records().size() - 1L, alone));
        }
    }

    private static String clean(JsonNode answer) {
        ObjectNode copy = (ObjectNode) answer.deepCopy();
        copy.findParents("checkpoint").forEach(o -> ((ObjectNode) o).remove("checkpoint"));
        copy.remove("witnesses");
        return copy.toString();
    }

    private static String asOf(String path, Object moment) {
        return path + (path.contains("?") ? "&" : "?") + "asOf=" + moment;
    }

    private static List<String> states(Object moment) {
        return service.get(asOf(LIST + "?system=claims", moment)).path("items").valueStream()
                .map(o -> o.path("state").asString()).toList();
    }

    @Test
    void every_answer_as_of_an_instant_or_a_position_is_the_one_that_was_given_then_also_from_views_built_anew() {
        assertThat(service.post("/api/v1/views/rebuild", "security", "").statusCode()).isEqualTo(200);
        for (Given each : GIVEN) {
            assertThat(clean(service.get(asOf(each.path(), each.then())))).as(asOf(each.path(), each.then()))
                    .isEqualTo(each.answer());
            if (each.alone()) {
                assertThat(clean(service.get(asOf(each.path(), each.position())))).isEqualTo(each.answer());
            }
        }
    }

    @Test
    void what_falls_due_and_is_missed_says_so_to_the_instant_before_anybody_records_it() {
        Instant due = week(1).due();
        assertThat(states(due.minusNanos(1_000))).containsExactly("open", "open", "met");
        assertThat(states(due)).containsExactly("open", "overdue", "open");
        assertThat(states(week(2).graceEnds().minusNanos(1_000))).containsExactly("open", "overdue", "overdue");
        assertThat(states(week(2).graceEnds())).containsExactly("open", "missed", "missed");
        assertThat(states(NOW.get())).containsExactly("ended", "open", "open");
        JsonNode logs = service.get(LIST + "?obligation=logs&system=claims").path("items").get(0);
        assertThat(logs.path("period").path("number").asInt()).isEqualTo(3);
        assertThat(logs.path("counts").toString())
                .isEqualTo("{\"met\":1,\"late\":0,\"notApplicable\":0,\"missed\":1}");
        assertThat(logs.path("last").path("outcome").asString()).isEqualTo("missed");
        assertThat(logs.path("last").path("by").isNull()).isTrue();
    }

    @Test
    void a_review_that_fell_due_is_overdue_to_the_instant_in_every_answer_and_the_entry_about_it_is_nobodys()
            throws IOException {
        String one = "/api/v1/deployments/" + History.scope(1).deployment();
        String report = "/api/v1/reports/deployment?deployment=" + History.scope(1).deployment();
        for (boolean overdue : List.of(false, true)) {
            Instant then = overdue ? REVIEW : REVIEW.minusNanos(1_000);
            assertThat(service.get(asOf(one, then)).path("emergency").path("overdue").asBoolean()).isEqualTo(overdue);
            for (String waits : List.of("/gate?for=close unmet", "/next items")) {
                assertThat(service.get(asOf(one + waits.split(" ")[0], then)).path(waits.split(" ")[1]).valueStream()
                        .filter(u -> u.path("rule").asString().equals("emergency-reviewed"))
                        .map(u -> u.path("reason").asString().contains("overdue since"))).containsExactly(overdue);
            }
            assertThat(service.ask(asOf(report + "&format=csv", then)).body())
                    .contains(overdue ? ",overdue," : ",owed,");
        }
        try (var document = org.apache.pdfbox.Loader.loadPDF(service.bytes(report + "&format=pdf").body())) {
            assertThat(new org.apache.pdfbox.text.PDFTextStripper().getText(document).replaceAll("\\s+", " "))
                    .contains("IS OVERDUE since");
        }
        JsonNode last = service.get(one + "/timeline").path("items").valueStream().reduce((_, l) -> l).orElseThrow();
        assertThat(last.path("event").asString()).isEqualTo("emergency-review-overdue");
        assertThat(last.path("person").isNull()).isTrue();
    }

    @Test
    void its_history_says_who_did_what_for_which_period_and_what_nobody_did() {
        JsonNode past = service.get(PAST + "?system=claims&obligation=weekly.logs").path("items");
        assertThat(past.valueStream().map(e -> e.path("event").asString())).containsExactly("missed", "completed",
                "opened");
        assertThat(past.get(0).path("by").isNull()).isTrue();
        assertThat(past.get(0).path("period").path("due").asString()).isEqualTo(week(2).due().toString());
        assertThat(past.get(1).path("by").path("name").asString()).isEqualTo("Dana");
        assertThat(past.get(1).path("text").asString()).isEqualTo("nothing unusual");
        assertThat(past.get(1).path("evidence").get(0).path("sha256").asString()).isEqualTo(SHA);
    }

    @ParameterizedTest
    @CsvSource({"'',4", "system=claims,3", "environment=staging,1", "state=open,2", "state=missed,1", "state=ended,1",
        "every=monthly,1",
        "checklist=web,1", "checklist=we,0", "obligation=weekly.logs,2", "obligation=ops:weekly.logs,1",
        "obligation=%25,0", "text=DOCS,1", "text=%25,0", "from=2026-03-22T00:00:00Z,2", "to=2026-03-20T00:00:00Z,1",
        "system=nobody,0"})
    void filters_narrow_the_list(String filter, int many) {
        assertThat(service.get(LIST + "?" + filter).path("items")).hasSize(many);
    }

    @ParameterizedTest
    @CsvSource({"'',10", "system=portal,2", "outcome=missed,3", "outcome=met,1", "outcome=late,0",
        "obligation=docs,3", "from=2026-03-18T00:00:00Z,4", "to=2026-03-01T00:00:00Z,0"})
    void filters_narrow_the_history(String filter, int many) {
        assertThat(service.get(PAST + "?" + filter).path("items")).hasSize(many);
    }

    @ParameterizedTest
    @CsvSource({"state,late", "every,hourly", "from,yesterday", "system,Claims", "environment,a%20b", "checklist,%27",
        "limit,0", "cursor,bm9uZQ", "asOf,2099-01-01T00:00:00Z",
        "from,2026-03-02T00:00:00Z&to=2026-03-01T00:00:00Z"})
    void a_filter_that_cannot_be_meant_is_refused_by_name(String field, String value) {
        for (String list : field.equals("state") || field.equals("every") || field.equals("checklist")
                ? List.of(LIST)
                : List.of(LIST, PAST)) {
            var answer = service.ask(list + "?" + field + "=" + value);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
            assertThat(answer.body()).contains("\"field\":\"" + field + "\"");
        }
        assertThat(service.ask(PAST + "?outcome=open").statusCode()).isEqualTo(400);
        if (field.equals("from")) {
            assertThat(service.ask(REPORT + "&" + field + "=" + value).body()).contains("\"field\":\"from\"");
        }
    }

    @Test
    void pages_come_to_the_whole_list() {
        for (String list : List.of(LIST, PAST)) {
            List<String> found = new ArrayList<>();
            JsonNode page = service.get(list + "?limit=2");
            for (;; page = service.get(list + "?limit=2&cursor=" + page.path("next").asString())) {
                page.path("items").forEach(i -> found.add(i.toString()));
                if (page.path("next").isNull()) {
                    break;
                }
            }
            assertThat(found)
                    .isEqualTo(service.get(list).path("items").valueStream().map(JsonNode::toString).toList());
        }
    }

    @Test
    void a_report_counts_what_was_met_and_missed_and_rests_on_a_stream_without_a_gap() throws IOException {
        JsonNode report = service.get(REPORT);
        assertThat(report.path("summary").toString())
                .isEqualTo("{\"met\":1,\"late\":0,\"not-applicable\":1,\"missed\":2}");
        assertThat(report.path("population").path("count").asInt()).isEqualTo(9);
        assertThat(report.path("population").path("statement").asString())
                .contains("maintenance/claims/production#0 to #8");
        JsonNode part = service.get(REPORT + "&from=" + week(2).due());
        assertThat(part.path("periods")).hasSize(2);
        assertThat(service.ask(REPORT + "&format=csv").body())
                .contains("\r\nperiod,ops:weekly.logs,,,,missed,", "nothing unusual", SHA);
        try (var document = org.apache.pdfbox.Loader.loadPDF(service.bytes(REPORT + "&format=pdf").body())) {
            assertThat(new org.apache.pdfbox.text.PDFTextStripper().getText(document)).contains("claims in production",
                    "1 met, 0 met within grace, 1 not applicable, 2 missed", "a vault rotates them", "the system");
        }
        assertThat(service.ask(REPORT + "&format=xls").statusCode()).isEqualTo(400);
        assertThat(service.ask(REPORT.replace("claims", "nobody")).statusCode()).isEqualTo(404);
    }
}
