package io.countersign.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.countersign.ledger.hash.TreeHasher;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Questions to a log that lies in a folder or answers over HTTP. */
class VerifyLogTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(ints = {1, 100, 255, 256, 300, 512, 600})
    void a_checkpoint_older_than_the_tiles_at_hand_is_verified(int size) throws IOException {
        Path kept = LogFolder.write(folder.resolve("older"), size, -1).folder().resolve("checkpoint");
        LogFolder.write(folder.resolve("log"), 600, -1);

        Ran verified = ask("log", "--checkpoint", kept.toString());
        assertThat(verified.exit()).as(verified.out()).isZero();
        assertThat(verified.out()).contains("entries: all " + size + " are well-formed");
        Ran consistent = ask("log", "--consistent-with", kept.toString(), "--consistent-with",
                Integer.toString(size));
        assertThat(consistent.exit()).as(consistent.out()).isZero();
        assertThat(consistent.out()).contains("consistency: the " + size + " entries of " + kept)
                .doesNotContain("entries: all");
    }

    @Test
    void of_partial_tiles_the_narrowest_that_is_wide_enough_is_read() throws IOException {
        Path kept = LogFolder.write(folder.resolve("older"), 40, -1).folder().resolve("checkpoint");
        LogFolder.write(folder.resolve("log"), 30, -1);
        LogFolder.write(folder.resolve("log"), 90, -1);
        LogFolder.write(folder.resolve("log"), 120, -1);
        Files.write(folder.resolve("log/tile/0/000.p/120"), new byte[120 * 32]);

        assertThat(ask("log", "--checkpoint", kept.toString()).exit()).isZero();
        assertThat(ask("log").exit()).isEqualTo(5);
    }

    @Test
    void one_entry_needs_its_bundle_and_the_tiles_of_its_proof_and_nothing_else() throws IOException {
        LogFolder.write(folder.resolve("log"), 600, -1);
        try (Served served = new Served(folder.resolve("log"))) {
            Ran proven = ask(served.url(), "--entry", "300");

            assertThat(proven.exit()).as(proven.out()).isZero();
            assertThat(proven.out()).contains("entry 300: countersign.test.v1 of ledger");
            assertThat(served.paths).containsExactlyInAnyOrder("/checkpoint", "/tile/entries/001", "/tile/0/001",
                    "/tile/1/000.p/2", "/tile/0/002.p/88");
            assertThat(ask(served.url(), "--entry", "600").out()).contains("MISSING  entry 600")
                    .endsWith("verdict: unverifiable\n");
        }
    }

    @Test
    void a_log_that_has_dropped_its_partial_tiles_answers_with_the_full_ones() throws IOException {
        Path kept = LogFolder.write(folder.resolve("older"), 300, -1).folder().resolve("checkpoint");
        LogFolder.write(folder.resolve("log"), 512, -1);
        Files.copy(folder.resolve("log/tile/1/000.p/2"), folder.resolve("log/tile/1/000"));
        try (Served served = new Served(folder.resolve("log"))) {
            assertThat(ask(served.url(), "--checkpoint", kept.toString()).exit()).isZero();
            assertThat(served.paths).contains("/tile/0/001.p/44", "/tile/0/001");
        }
    }

    @Test
    void a_population_is_shown_complete() throws IOException {
        LogFolder.write(folder.resolve("log"), 300, -1);
        Ran shown = ask("log", "--population", "deployment/2", "--json");

        assertThat(shown.exit()).isZero();
        assertThat(shown.json().path("populations").get(0).toString()).isEqualTo(
                "{\"stream\":\"deployment/2\",\"count\":100,\"firstPosition\":2,\"lastPosition\":299,\"size\":300}");
        assertThat(ask("log", "--population", "deployment/9").out())
                .contains("population: deployment/9: empty; no entry belongs to it");
    }

    @Test
    void a_mirror_that_parts_is_named_by_position_and_both_hashes() throws IOException {
        LogFolder log = LogFolder.write(folder.resolve("log"), 600, -1);
        LogFolder fork = LogFolder.write(folder.resolve("fork"), 550, 270);
        LogFolder.write(folder.resolve("behind"), 550, -1);
        try (Served served = new Served(fork.folder())) {
            Ran parted = ask("log", "--mirror", "behind", "--mirror", served.url(), "--json");

            assertThat(parted.exit()).isEqualTo(5);
            assertThat(parted.json().path("checks").valueStream().map(c -> c.path("check").asString()))
                    .contains("mirror: behind, at size 550, is the beginning of the log, at size 600");
            var fault = parted.json().path("firstFault");
            assertThat(fault.path("position").asInt()).isEqualTo(270);
            assertThat(fault.path("expected").asString()).isEqualTo(TreeHasher.leaf(log.entries().get(270)).base64());
            assertThat(fault.path("found").asString()).isEqualTo(TreeHasher.leaf(fork.entries().get(270)).base64());
            assertThat(served.paths).noneMatch(path -> path.startsWith("/tile/entries/"));
        }
        Ran forked = ask("log", "--consistent-with", "fork/checkpoint");
        assertThat(forked.exit()).isEqualTo(5);
        assertThat(forked.out()).contains("FAIL     fork/checkpoint: root of the first 550 entries");
    }

    @Test
    void what_cannot_be_asked_is_said() throws IOException {
        LogFolder.write(folder.resolve("log"), 3, -1);
        Files.writeString(folder.resolve("pack.zip"), "no zip");
        assertThat(ask("log", "--population", "claims").exit()).isEqualTo(2);
        assertThat(ask("log", "--population", "deployment/a b").exit()).isEqualTo(2);
        assertThat(ask("log", "--consistent-with", "9".repeat(30)).exit()).isEqualTo(2);
        assertThat(ask("log", "--consistent-with", "nowhere").err()).contains("no file nowhere");
        assertThat(ask("log", "--consistent-with", "pack.zip").err()).contains("no signed checkpoint");
        assertThat(ask("log", "--mirror", "nowhere").err()).contains("no log at nowhere");
        assertThat(ask("log", "--entry", "x").exit()).isEqualTo(2);
        assertThat(ask("pack.zip", "--entry", "1").err()).contains("are for logs");
        assertThat(ask("log", "--entry", "-1").exit()).isEqualTo(5);
        Path huge = folder.resolve("log/tile/0/000.p/3");
        try (var file = new java.io.RandomAccessFile(huge.toFile(), "rw")) {
            file.setLength(100 << 20);
        }
        assertThat(ask("log").out()).contains("MISSING").contains("the most is");
    }

    private Ran ask(String target, String... options) {
        List<String> args = new ArrayList<>(
                List.of("verify", target, "--vkey", LogFolder.KEY.verifierKey().format()));
        args.addAll(List.of(options));
        return Ran.in(folder, Map.of(), args.toArray(String[]::new));
    }

    /** A folder over HTTP, as any static file server would have it. */
    private static final class Served implements AutoCloseable {

        private final HttpServer server;
        private final List<String> paths = new CopyOnWriteArrayList<>();

        Served(Path folder) throws IOException {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", exchange -> {
                try (exchange) {
                    String path = exchange.getRequestURI().getPath();
                    paths.add(path);
                    Path file = folder.resolve(path.substring(1));
                    boolean there = Files.isRegularFile(file);
                    exchange.sendResponseHeaders(there ? 200 : 404, there ? Files.size(file) : -1);
                    if (there) {
                        Files.copy(file, exchange.getResponseBody());
                    }
                }
            });
            server.start();
        }

        String url() {
            return "http://127.0.0.1:" + server.getAddress().getPort();
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }
}
