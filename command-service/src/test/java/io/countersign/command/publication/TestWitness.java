package io.countersign.command.publication;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.countersign.command.store.StoreFixture;
import io.countersign.ledger.checkpoint.AddCheckpoint;
import io.countersign.ledger.checkpoint.Checkpoint;
import io.countersign.ledger.hash.Digest;
import io.countersign.ledger.hash.TreeHasher;
import io.countersign.ledger.note.Ed25519;
import io.countersign.ledger.note.Ed25519Key;
import io.countersign.ledger.note.NoteRejected;
import io.countersign.ledger.note.NoteSigner;
import io.countersign.ledger.tree.ProofRejected;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executors;

/** A witness as tlog-witness has it, of one log; or one that misbehaves in a chosen way. */
final class TestWitness implements AutoCloseable {

    /** Does as it wants with a request that has been read. */
    interface Manner {
        void answer(HttpExchange exchange, byte[] body) throws IOException;
    }

    final NoteSigner signer;
    final List<Long> olds = Collections.synchronizedList(new ArrayList<>());
    volatile Manner manner = this::properly;
    volatile long size;
    volatile Digest root = TreeHasher.EMPTY;
    private final HttpServer server;

    TestWitness(String name, int seed) {
        byte[] bytes = new byte[Ed25519Key.SEED_BYTES];
        Arrays.fill(bytes, (byte) seed);
        signer = Ed25519.cosigner(name, Ed25519Key.ofSeed(bytes), InstantSource.system());
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/w/add-checkpoint", exchange -> {
            try (exchange) {
                manner.answer(exchange, exchange.getRequestBody().readAllBytes());
            }
        });
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/w";
    }

    /** Its line of a policy. */
    String line(String name) {
        return "witness " + name + " " + signer.verifierKey().format() + " " + url() + "\n";
    }

    synchronized void properly(HttpExchange exchange, byte[] body) throws IOException {
        try {
            AddCheckpoint request = AddCheckpoint.parse(body);
            olds.add(request.oldSize());
            Checkpoint checkpoint = Checkpoint.open(request.checkpoint(), StoreFixture.SIGNER.verifierKey());
            if (request.oldSize() != size) {
                exchange.getResponseHeaders().set("Content-Type", AddCheckpoint.SIZE_TYPE);
                answer(exchange, 409, size + "\n");
                return;
            }
            request.proofTo(checkpoint.size()).check(root, checkpoint.root());
            size = checkpoint.size();
            root = checkpoint.root();
            answer(exchange, 200, signer.sign(checkpoint.text()).format() + "\n");
        } catch (NoteRejected e) {
            answer(exchange, 403, "");
        } catch (ProofRejected e) {
            answer(exchange, 422, "");
        }
    }

    static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
