package io.countersign.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.ledger.checkpoint.AddCheckpoint;
import io.countersign.ledger.checkpoint.Checkpoint;
import io.countersign.ledger.checkpoint.Cosignature;
import io.countersign.ledger.hash.Digest;
import io.countersign.ledger.note.Ed25519;
import io.countersign.ledger.note.Ed25519Key;
import io.countersign.ledger.note.NoteSignature;
import io.countersign.ledger.note.NoteSigner;
import io.countersign.ledger.note.SignedNote;
import io.countersign.ledger.note.VerifierKey;
import io.countersign.ledger.tree.ConsistencyProof;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The service as a witness that strangers ask (C2SP tlog-witness). */
class WitnessTest {

    private final SealedLog log = new SealedLog();
    private Topic topic;
    private CommandSide command;
    private RunningService service;

    @BeforeEach
    void a_short_log() throws IOException {
        History.begin(log);
        History.open(log, History.scope(1));
        topic = new Topic();
        command = new CommandSide(log, topic, null);
        // time stands still: once asked, it leaves it to who asks at which sizes, however slow this machine is
        service = RunningService.start(log, topic.name(), RunningService.emptyDatabase(), command.url(),
                InstantSource.fixed(InstantSource.system().instant()));
        topic.publish(log.records());
        service.reaches(log.records().size());
    }

    @AfterEach
    void stop() {
        service.close();
        command.close();
        topic.close();
    }

    private HttpResponse<String> add(byte[] body) {
        return service.postAnonymously("/add-checkpoint", body);
    }

    private byte[] request(long old, long size) {
        List<Digest> proof = old <= size ? log.prover().proveConsistency(old, size).hashes() : List.of();
        return new AddCheckpoint(old, proof, note(size)).bytes();
    }

    private SignedNote note(long size) {
        return new Checkpoint(SealedLog.ORIGIN, size, log.prover().rootAt(size)).sign(log.signer());
    }

    private VerifierKey key() {
        return VerifierKey.parse(service.get("/api/v1/keys").path("witness").asString());
    }

    private long head() {
        return log.records().size();
    }

    @Test
    void says_from_where_to_begin_and_cosigns_what_follows() throws Exception {
        long first = head();
        HttpResponse<String> conflict = add(request(0, first));
        assertThat(conflict.statusCode()).isEqualTo(409);
        assertThat(conflict.headers().firstValue("Content-Type")).contains("text/x.tlog.size");
        assertThat(conflict.body()).isEqualTo(first + "\n");
        assertThat(add(request(first, first)).statusCode()).isEqualTo(200);
        for (int i = 2; i < 5; i++) {
            History.open(log, History.scope(i));
        }
        arrive(first);
        HttpResponse<String> cosigned = add(request(first, head()));
        assertThat(cosigned.statusCode()).as(cosigned.body()).isEqualTo(200);
        assertThat(cosigned.body()).endsWith("\n");
        SignedNote note = note(head()).with(NoteSignature.parse(cosigned.body().strip()));
        assertThat(Cosignature.open(note, List.of(key()))).hasSize(1);
        String hash = Digest.sha256(SealedLog.ORIGIN.getBytes(StandardCharsets.UTF_8)).hex();
        assertThat(service.ask("/" + hash + "/checkpoint").body()).isEqualTo(note.format());
        assertThat(service.ask("/checkpoint").body()).isEqualTo(note.format());
        assertThat(service.ask("/" + "0".repeat(64) + "/checkpoint").statusCode()).isEqualTo(404);
        assertThat(add(request(first, head())).statusCode()).isEqualTo(409);
    }

    @Test
    void of_many_who_ask_at_once_from_the_same_size_one_is_served() {
        long first = head();
        add(request(first, first));
        List<Long> sizes = new ArrayList<>();
        for (int i = 2; i < 8; i++) {
            History.open(log, History.scope(i));
            sizes.add(head());
        }
        arrive(first);
        List<CompletableFuture<Integer>> asked = sizes.stream()
                .map(size -> CompletableFuture
                        .supplyAsync(() -> add(request(first, size)).statusCode(), Thread::startVirtualThread))
                .toList();
        assertThat(asked.stream().map(CompletableFuture::join).sorted()).startsWith(200).containsOnlyOnce(200)
                .containsOnly(200, 409);
    }

    @Test
    void refuses_what_the_specification_says_and_as_it_says() {
        long size = head();
        NoteSigner stranger = Ed25519.signer(SealedLog.ORIGIN, Ed25519Key.ofSeed(new byte[32]));
        NoteSigner other = Ed25519.signer("other.example/log", Ed25519Key.ofSeed(new byte[32]));
        Digest wrong = Digest.sha256(new byte[]{1});
        Checkpoint right = new Checkpoint(SealedLog.ORIGIN, size, log.root());
        answers(404, new AddCheckpoint(size, List.of(),
                new Checkpoint("other.example/log", size, wrong).sign(other, log.signer())).bytes());
        answers(403, new AddCheckpoint(size, List.of(), right.sign(stranger)).bytes());
        NoteSignature mine = right.sign(log.signer()).signatures().getFirst();
        byte[] broken = mine.signature().clone();
        broken[5] ^= 1;
        answers(403, new AddCheckpoint(size, List.of(), new SignedNote(right.text(),
                List.of(new NoteSignature(mine.name(), mine.keyId(), broken)))).bytes());
        answers(400, new AddCheckpoint(size + 1, List.of(), right.sign(log.signer())).bytes());
        answers(400, "old\n".getBytes(StandardCharsets.UTF_8));
        answers(400, new byte[0]);
        answers(413, new byte[(512 << 10) + 1]);
        answers(422, new AddCheckpoint(size, List.of(),
                new Checkpoint(SealedLog.ORIGIN, size, wrong).sign(log.signer())).bytes());
        answers(422, new AddCheckpoint(size, List.of(wrong), right.sign(log.signer())).bytes());
        answers(422, ("old 0\n\n" + SignedNote.sign(SealedLog.ORIGIN + "\n0\n" + wrong.base64() + "\n",
                log.signer()).format()).getBytes(StandardCharsets.UTF_8));
        History.open(log, History.scope(2));
        ConsistencyProof proof = log.prover().proveConsistency(size, head());
        List<Digest> hashes = new ArrayList<>(proof.hashes());
        hashes.set(0, wrong);
        arrive(size);
        answers(422, new AddCheckpoint(size, hashes, note(head())).bytes());
        answers(200, request(size, head()));
    }

    @Test
    void cosigns_no_entry_that_has_not_arrived() {
        long first = head();
        History.open(log, History.scope(2));
        answers(503, request(first, head()));
        assertThat(add(request(0, first)).body()).isEqualTo(first + "\n");
    }

    /** What was sealed from that position on arrives. */
    private void arrive(long from) {
        topic.publish(log.records().subList((int) from, (int) head()));
        service.reaches(head());
    }

    private void answers(int status, byte[] body) {
        HttpResponse<String> answer = add(body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    }
}
