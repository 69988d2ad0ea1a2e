package io.countersign.query.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.local.Database;
import io.countersign.query.CommandSide;
import io.countersign.query.History;
import io.countersign.query.RunningService;
import io.countersign.query.SealedLog;
import io.countersign.query.SealedLog.Sealed;
import io.countersign.query.Topic;
import io.countersign.events.LedgerEvent;
import io.countersign.events.LedgerEvents.ActionRefused;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the service does when what arrives is not what should: on a real topic and a real database. */
class IntakeTest {

    private final SealedLog log = new SealedLog();
    private final Database database = RunningService.emptyDatabase();
    private Topic topic;
    private CommandSide command;
    private RunningService service;

    @BeforeEach
    void a_short_log() throws IOException {
        History.begin(log);
        for (int i = 1; i <= 5; i++) {
            History.open(log, History.scope(i));
        }
        topic = new Topic();
        command = new CommandSide(log, topic, null);
        service = start();
    }

    private RunningService start() {
        return RunningService.start(log, topic.name(), database, command.url());
    }

    @AfterEach
    void stop() {
        service.close();
        command.close();
        topic.close();
    }

    private JsonNode health() {
        return JsonMapper.shared().readTree(service.ask("/health").body());
    }

    private JsonNode fault() {
        RunningService.until(() -> health().has("fault"), () -> "health is red: " + health());
        assertThat(service.ask("/health").statusCode()).isEqualTo(503);
        return health().path("fault");
    }

    private long deployments() {
        return service.get("/api/v1/deployments").path("items").size();
    }

    private static Sealed changed(Sealed sealed) {
        byte[] bytes = sealed.bytes().clone();
        bytes[bytes.length / 2] ^= 1;
        return new Sealed(sealed.position(), sealed.leaf(), bytes, sealed.checkpoint());
    }

    @Test
    void stops_loudly_at_a_changed_byte_and_keeps_what_came_before() {
        List<Sealed> records = new ArrayList<>(log.records());
        records.set(9, changed(records.get(9)));
        topic.publish(records);
        assertThat(fault().path("position").asLong()).isEqualTo(9);
        assertThat(health().path("position").asLong()).isEqualTo(8);
        assertThat(deployments()).isEqualTo(2);
    }

    @Test
    void believes_no_checkpoint_but_the_logs_own() {
        SealedLog other = new SealedLog();
        other.commit(null, new io.countersign.events.LedgerEvents.LedgerCreated(SealedLog.ORIGIN, "other"));
        Sealed first = log.records().getFirst();
        topic.publish(List.of(new Sealed(0, first.leaf(), first.bytes(), other.records().getFirst().checkpoint())));
        assertThat(fault().path("what").asString()).contains("root");
        assertThat(health().path("position").asLong()).isEqualTo(-1);
    }

    @Test
    void fills_a_gap_of_several_bundles_from_the_logs_tiles() {
        log.commit(null, IntStream.range(0, 600)
                .mapToObj(i -> new ActionRefused(null, "checklist-import", "role-lacking", "c" + i, null))
                .toArray(LedgerEvent[]::new));
        List<Sealed> records = new ArrayList<>(log.records());
        records.subList(3, 605).clear();
        topic.publish(records);
        service.reaches(log.records().size());
        assertThat(deployments()).isEqualTo(5);
        for (int position : new int[]{5, 255, 256, 604}) {
            assertThat(service.bytes("/entries/" + position).body()).isEqualTo(log.records().get(position).bytes());
        }
    }

    @Test
    void follows_the_logs_key_through_overlap_end_and_restart_and_tells_it() {
        String second = log.rotate(log.time().plusSeconds(3));
        History.open(log, History.scope(6));
        topic.publish(log.records());
        service.reaches(log.records().size());
        log.at(log.time().plusSeconds(60));
        History.open(log, History.scope(7));
        String third = log.rotate(Instant.EPOCH);
        History.open(log, History.scope(8));
        service.close();
        service = start();
        topic.publish(log.records());
        service.reaches(log.records().size());

        assertThat(deployments()).isEqualTo(8);
        assertThat(service.ask("/keys").body()).startsWith(log.vkey() + "\n" + second + "\n" + third + "\n");
        JsonNode keys = JsonMapper.shared().readTree(service.ask("/api/v1/log/keys").body()).path("keys");
        assertThat(keys.path(1).path("vkey").asString()).isEqualTo(second);
        assertThat(keys.path(2).path("until").isString()).isFalse();
    }

    @Test
    void believes_no_old_key_after_its_end() {
        log.rotate(Instant.EPOCH);
        History.open(log, History.scope(6));
        topic.publish(log.records());
        service.reaches(log.records().size());
        assertThat(deployments()).isEqualTo(6);

        log.signByFirstAlone();
        History.open(log, History.scope(7));
        topic.publish(log.records());
        assertThat(fault().path("what").asString()).contains("checkpoint");
        assertThat(deployments()).isEqualTo(6);
    }

    @Test
    void names_a_gap_that_nobody_can_fill() {
        service.close();
        command.close();
        service = start();
        List<Sealed> records = new ArrayList<>(log.records());
        records.subList(3, 8).clear();
        topic.publish(records);
        assertThat(fault().path("position").asLong()).isEqualTo(3);
    }

    @Test
    void says_that_the_topic_is_lost_and_drops_repeats_when_it_is_filled_again() throws Exception {
        topic.publish(log.records());
        service.reaches(log.records().size());
        service.close();
        topic.delete();
        service = start();
        RunningService.until(() -> health().at("/kafka/reason").asString("").contains("there is no topic"),
                () -> "health is red: " + health());
        assertThat(service.ask("/health/kafka").statusCode()).isEqualTo(503);
        assertThat(health().at("/intake/status").asString()).isEqualTo("up");
        topic.create();
        History.open(log, History.scope(6));
        topic.publish(log.records());
        service.reaches(log.records().size());
        assertThat(deployments()).isEqualTo(6);
        assertThat(service.ask("/health").statusCode()).isEqualTo(200);
    }

    @Test
    void refuses_another_history_on_a_topic_that_was_replaced() throws Exception {
        topic.publish(log.records());
        service.reaches(log.records().size());
        topic.lose();
        SealedLog forged = new SealedLog();
        History.begin(forged);
        History.open(forged, History.scope(9));
        topic.publish(forged.records());
        assertThat(fault().path("what").asString()).contains("forked");
        assertThat(deployments()).isEqualTo(5);
    }

    @Test
    void says_so_when_the_log_went_back_though_nothing_new_arrives() {
        topic.publish(log.records());
        service.reaches(log.records().size());
        service.close();
        command.put("/api/v1/log", "{\"size\":9}".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        service = start();
        assertThat(fault().path("position").asLong()).isEqualTo(9);
        assertThat(fault().path("what").asString()).contains("went back");
        assertThat(deployments()).isEqualTo(5);
    }

    @Test
    void goes_on_after_a_restart_where_it_was() {
        topic.publish(log.records().subList(0, 9));
        service.reaches(9);
        service.close();
        topic.publish(log.records().subList(9, log.records().size()));
        service = start();
        service.reaches(log.records().size());
        assertThat(deployments()).isEqualTo(5);
    }

    @Test
    void finds_at_its_start_that_the_mirror_was_changed_and_where() {
        topic.publish(log.records());
        service.reaches(log.records().size());
        service.close();
        database.execute(
                "UPDATE mirror.entries SET bytes = set_byte(bytes, 100, get_byte(bytes, 100) # 1) WHERE position = 4");
        service = start();
        assertThat(fault().path("position").asLong()).isEqualTo(4);
    }

    @Test
    void finds_at_its_start_that_an_entry_was_forged_together_with_its_hash() {
        topic.publish(log.records());
        service.reaches(log.records().size());
        service.close();
        database.execute("""
            UPDATE mirror.entries e SET bytes = f.bytes, leaf_hash = sha256('\\x00'::bytea || f.bytes)
            FROM (SELECT set_byte(bytes, length(bytes) - 20, 55) AS bytes FROM mirror.entries WHERE position = 4) f
            WHERE e.position = 4""");
        service = start();
        assertThat(fault().path("position").asLong()).isBetween(4L, 5L);
    }

    @Test
    void does_not_cosign_again_when_its_last_statement_is_lost() {
        topic.publish(log.records().subList(0, 9));
        service.reaches(9);
        service.close();
        database.execute("DELETE FROM witness.cosigned");
        service = start();
        topic.publish(log.records().subList(9, log.records().size()));
        service.reaches(log.records().size());
        assertThat(health().path("witness").path("status").asString()).isEqualTo("down");
        assertThat(service.ask("/checkpoint").body()).doesNotContain(SealedLog.ORIGIN + "/query");
    }

    @Test
    void a_mirror_filled_anew_must_come_by_what_was_cosigned_before() {
        topic.publish(log.records());
        service.reaches(log.records().size());
        service.close();
        database.execute("DROP SCHEMA mirror CASCADE; UPDATE witness.cosigned SET root = sha256('x'::bytea), size = 8");
        service = start();
        assertThat(fault().path("position").asLong()).isEqualTo(7);
        assertThat(fault().path("what").asString()).contains("cosigned here before");
    }

    /** A bug met on the intake's thread must not end it in silence. */
    @Test
    void a_fault_of_its_own_is_told_by_health_and_tried_again() {
        topic.publish(log.records().subList(0, 9));
        service.reaches(9);
        database.execute("UPDATE mirror.views SET active = false");
        topic.publish(log.records().subList(9, log.records().size()));
        RunningService.until(() -> health().at("/intake/status").asString().equals("down"),
                () -> "health is red: " + health());
        assertThat(health().at("/intake/reason").asString()).contains("a fault of ours", "NoSuchElementException");
        assertThat(service.ask("/health/intake").statusCode()).isEqualTo(503);
        assertThat(health().at("/kafka/status").asString()).isEqualTo("up");
        assertThat(health().at("/db/status").asString()).isEqualTo("up");
        database.execute("UPDATE mirror.views SET active = true");
        service.reaches(log.records().size());
        assertThat(health().at("/intake/status").asString()).isEqualTo("up");
        assertThat(deployments()).isEqualTo(5);
    }

    @Test
    void answers_while_the_views_are_built_anew_and_entries_arrive() {
        topic.publish(log.records());
        service.reaches(log.records().size());
        AtomicBoolean building = new AtomicBoolean(true);
        var reading = CompletableFuture.supplyAsync(() -> {
            long answers = 0;
            while (building.get()) {
                assertThat(deployments()).isGreaterThanOrEqualTo(5);
                answers++;
            }
            return answers;
        }, Thread::startVirtualThread);
        for (int i = 6; i <= 9; i++) {
            History.open(log, History.scope(i));
            topic.publish(log.records().subList(log.records().size() - 1, log.records().size()));
            assertThat(service.post("/api/v1/views/rebuild", "devops", "").statusCode()).isEqualTo(200);
        }
        service.reaches(log.records().size());
        building.set(false);
        assertThat(reading.join()).isPositive();
        assertThat(deployments()).isEqualTo(9);
    }
}
