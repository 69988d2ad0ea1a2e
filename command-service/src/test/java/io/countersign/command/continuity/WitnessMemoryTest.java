package io.countersign.command.continuity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.countersign.command.continuity.Memory.Seen;
import io.countersign.command.store.StoreFixture;
import io.countersign.ledger.checkpoint.AddCheckpoint;
import io.countersign.ledger.checkpoint.Checkpoint;
import io.countersign.ledger.hash.TreeHasher;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a witness says when it is asked what it has seen. */
class WitnessMemoryTest {

    private final AtomicReference<byte[]> asked = new AtomicReference<>();
    private HttpServer server;
    private int status = 409;
    private String answer = "";

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/add-checkpoint", exchange -> {
            try (exchange) {
                asked.set(exchange.getRequestBody().readAllBytes());
                byte[] body = answer.getBytes(StandardCharsets.US_ASCII);
                exchange.sendResponseHeaders(status, body.length);
                exchange.getResponseBody().write(body);
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @ParameterizedTest
    @CsvSource({"0", "1", "20852163", "9223372036854775807"})
    void names_the_size_it_has_cosigned(long size) throws Exception {
        answer = size + "\n";
        assertThat(memory().seen()).contains(new Seen(size, null));
        AddCheckpoint request = AddCheckpoint.parse(asked.get());
        assertThat(request.oldSize()).isZero();
        assertThat(request.proof()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 403, 404})
    void knows_nothing_of_the_log(int said) throws Exception {
        status = said;
        assertThat(memory().seen()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "x\n", "-1\n", "01\n", "99999999999999999999\n",
        "1111111111111111111111111111111111111111111111111111111111111111111111111111111111111111"})
    void says_409_without_a_size(String body) {
        answer = body;
        assertThatThrownBy(() -> memory().seen()).isInstanceOf(IOException.class).hasMessageContaining("no size");
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 400, 422, 500, 503})
    void does_not_say(int said) {
        status = said;
        assertThatThrownBy(() -> memory().seen()).isInstanceOf(IOException.class)
                .hasMessageContaining(Integer.toString(said));
    }

    @Test
    void is_not_there() {
        stop();
        assertThatThrownBy(() -> memory().seen()).isInstanceOf(IOException.class);
    }

    private WitnessMemory memory() {
        return new WitnessMemory(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/add-checkpoint"),
                () -> new Checkpoint(StoreFixture.ORIGIN, 0, TreeHasher.EMPTY).sign(StoreFixture.SIGNER));
    }
}
