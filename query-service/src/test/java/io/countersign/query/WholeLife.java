package io.countersign.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A deployment's whole life, for the classes that ask about it, and what was answered all the while. */
@SuppressWarnings("NullAway.Init") // begun before any test
abstract class WholeLife {

    static final String LIST = "/api/v1/deployments";
    static final String ONE = LIST + "/" + Life.FIRST.deployment();

    static final SealedLog LOG = new SealedLog();
    static final AtomicReference<Instant> NOW = new AtomicReference<>(LOG.time());
    static Topic topic;
    static CommandSide command;
    static RunningService service;
    /** Answers given when they were about now. */
    static final List<Given> GIVEN = new ArrayList<>();
    /** What differed from the opening on, when the second moment was now. */
    static final Map<String, String> DIFFS = new LinkedHashMap<>();
    /** First position of every kind of entry of the first deployment. */
    static final Map<String, Long> AT = new LinkedHashMap<>();
    static long opened;

    /** @param path that was asked, of now; @param alone whether entry and instant fall together: nothing but time passed since, otherwise */
    record Given(String path, String answer, Instant then, long position, boolean alone) {}

    @RegisterExtension
    static final SharedParts PARTS = new SharedParts(WholeLife::live, WholeLife::stop);

    private static void live() throws IOException {
        topic = new Topic();
        command = new CommandSide(LOG, topic, Life.SECOND);
        service = RunningService.start(LOG, topic.name(), RunningService.emptyDatabase(), command.url(), NOW::get);
        History.begin(LOG);
        topic.publish(LOG.records());
        opened = LOG.records().size();
        for (var step : new Life(LOG).steps()) {
            var sealed = step.get();
            topic.publish(sealed);
            NOW.set(LOG.time());
            service.reaches(LOG.records().size());
            // the report has the gates too
            for (String path : List.of(LIST, ONE + "/next", ONE + "/timeline",
                    "/api/v1/reports/deployment?deployment=" + Life.FIRST.deployment())) {
                long position = LOG.records().size() - 1L;
                GIVEN.add(new Given(path, clean(service.get(path)), NOW.get(), position, !sealed.isEmpty()));
            }
            String diff = ONE + "/diff?from=" + opened + "&to=" + (LOG.records().size() - 1);
            DIFFS.put(diff, clean(service.get(diff)));
        }
        service.get(ONE + "/timeline").path("items")
                .forEach(e -> AT.putIfAbsent(e.path("event").asString(), e.path("position").asLong()));
    }

    private static void stop() {
        service.close();
        command.close();
        topic.close();
    }

    /** All of it but the checkpoint, and how the log stands with its witnesses now. */
    static String clean(JsonNode answer) {
        ObjectNode copy = (ObjectNode) answer.deepCopy();
        copy.findParents("checkpoint").forEach(o -> ((ObjectNode) o).remove("checkpoint"));
        copy.remove("witnesses");
        return copy.toString();
    }

    static String asOf(String path, Object moment) {
        return path + (path.contains("?") ? "&" : "?") + "asOf=" + moment;
    }

    static long at(String event) {
        return Objects.requireNonNull(AT.get(event), event);
    }

    static void refused(String path, String field) {
        var answer = service.ask(path);
        assertThat(answer.statusCode()).as(path + " " + answer.body()).isEqualTo(400);
        assertThat(answer.body()).as(path).contains("\"field\":\"" + field + "\"")
                .containsPattern("\"rule\":\"parameter-(readable|present)\"");
    }
}
