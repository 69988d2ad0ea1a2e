package io.countersign.local;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.countersign.ledger.timestamp.TimestampRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A real timestamp authority (RFC 3161) for one machine, over HTTP on 127.0.0.1: requests are POSTed to any path as {@code application/timestamp-query}. Its
 * time is this machine's clock, so what it proves is that the machinery works; outside authorities prove time. Key, certificates and serial numbers stay in
 * its directory; {@code tsa-ca.pem} there is what a verifier trusts.
 *
 * <pre>
 * openssl ts -query -data file -sha256 -cert -out file.tsq
 * curl -H 'Content-Type: application/timestamp-query' --data-binary @file.tsq http://127.0.0.1:8084/ -o file.tsr
 * openssl ts -verify -data file -in file.tsr -CAfile tsa-ca.pem
 * </pre>
 */
public final class LocalTimestampAuthority implements AutoCloseable {
    private static final int MAX_REQUEST_BYTES = 16_384;

    private final Path root;
    private final Stamping stamping;
    private final InstantSource clock;
    private final HttpServer server;
    private final ExecutorService threads = Executors
            .newThreadPerTaskExecutor(Thread.ofVirtual().name("timestamps-", 0).factory());

    private LocalTimestampAuthority(Path root, Stamping stamping, int port, InstantSource clock) throws IOException {
        this.root = root;
        this.stamping = stamping;
        this.clock = clock;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    /**
     * Starts the authority of a directory.
     *
     * @param port
     *            0 for the same as last time if it is free, else any
     */
    public static LocalTimestampAuthority start(Path directory, int port, InstantSource clock) {
        var home = Settings.directory(directory);
        var settings = Settings.open(home.resolve("tsa.properties"));
        var chosen = port == 0 ? settings.port("port") : port;
        var keys = AuthorityKeys.in(home, settings.get("password", Settings::secret), clock.instant());
        var stamping = new Stamping(keys, new SerialNumbers(home.resolve("serial")));
        try {
            return new LocalTimestampAuthority(home.resolve("tsa-ca.pem"), stamping, chosen, clock);
        } catch (IOException e) {
            throw new LocalFault(
                    "The timestamp authority cannot listen on port " + chosen + ": " + LocalFault.why(e) + ".", e);
        }
    }

    /** Where requests go. */
    public String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** The certificate, in PEM, that a verifier trusts. */
    public Path root() {
        return root;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            var body = exchange.getRequestBody().readNBytes(MAX_REQUEST_BYTES + 1);
            var type = String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type"));
            if (!"POST".equals(exchange.getRequestMethod())) {
                exchange.getResponseHeaders().set("Allow", "POST");
                sentence(exchange, 405, "A timestamp authority: POST a request of RFC 3161.");
            } else if (!type.split(";", 2)[0].strip().equalsIgnoreCase(TimestampRequest.CONTENT_TYPE)) {
                sentence(exchange, 415, "A request is of type " + TimestampRequest.CONTENT_TYPE + ".");
            } else if (body.length > MAX_REQUEST_BYTES) {
                sentence(exchange, 413, "A request has at most " + MAX_REQUEST_BYTES + " bytes.");
            } else {
                answer(exchange, 200, TimestampRequest.ANSWER_TYPE, stamping.answer(body, clock.instant()));
            }
        }
    }

    private static void sentence(HttpExchange exchange, int status, String text) throws IOException {
        answer(exchange, status, "text/plain; charset=utf-8", (text + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private static void answer(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        var bodiless = "HEAD".equals(exchange.getRequestMethod());
        exchange.sendResponseHeaders(status, bodiless ? -1 : body.length);
        if (!bodiless) {
            exchange.getResponseBody().write(body);
        }
    }

    /** Stops listening; tokens already given stay good. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
