package io.countersign.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.events.Evidence;
import io.countersign.events.Scope;
import io.countersign.ledger.evidence.Trust;
import io.countersign.ledger.evidence.Verdict;
import io.countersign.ledger.evidence.Verification;
import io.countersign.ledger.hash.Digest;
import io.countersign.ledger.note.VerifierKey;
import io.countersign.local.Database;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** One deployment that was worked on, for the classes that ask the whole service about it on real parts: what arrives on the topic is what is answered. */
@SuppressWarnings("NullAway.Init") // begun before any test
abstract class OneDeployment {

    static final Scope SCOPE = History.scope(1);
    static final byte[] FILE = "report".getBytes(StandardCharsets.UTF_8);
    static final Evidence EVIDENCE = new Evidence(Digest.sha256(FILE).hex(), (long) FILE.length, null, null,
            "text/csv");

    static SealedLog log;
    static Topic topic;
    static CommandSide command;
    static Database database;
    static RunningService service;
    static int last;
    /** What show answered at each position, recorded when that was the last. */
    static final Map<Long, JsonNode> ANSWERED = new LinkedHashMap<>();

    @RegisterExtension
    static final SharedParts PARTS = new SharedParts(OneDeployment::begin, OneDeployment::stop);

    private static void begin() throws IOException {
        log = new SealedLog();
        topic = new Topic();
        command = new CommandSide(log, topic, SCOPE);
        database = RunningService.emptyDatabase();
        service = RunningService.start(log, topic.name(), database, command.url());
        History.begin(log);
        History.open(log, SCOPE);
        int before = log.records().size();
        History.work(log, SCOPE, EVIDENCE);
        last = log.records().size() - 1;
        topic.publish(log.records().subList(0, before));
        service.reaches(before);
        for (var record : log.records().subList(before, log.records().size())) {
            topic.publish(List.of(record));
            if (record.checkpoint() != null) {
                ANSWERED.put(record.position(), show("?asOf=" + record.position() + "&atLeast=" + record.position()));
            }
        }
    }

    private static void stop() {
        service.close();
        command.close();
        topic.close();
    }

    static JsonNode show(String query) {
        return service.get("/api/v1/deployments/" + SCOPE.deployment() + query);
    }

    static JsonNode item(JsonNode shown, String id) {
        return shown.path("items").valueStream().filter(i -> i.path("id").asString().equals(id)).findFirst()
                .orElseThrow();
    }

    static Verdict verdict(byte[] zip) throws IOException {
        var trust = Trust
                .of(List.of(VerifierKey.parse(log.vkey())));
        var verdict = Verification.ofPack(() -> new ByteArrayInputStream(zip),
                trust);
        assertThat(verdict.word()).as(verdict.toString()).isEqualTo("verified");
        return verdict;
    }
}
