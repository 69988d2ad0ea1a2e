package io.countersign.query;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.countersign.events.LedgerEvents.ExportRecorded;
import io.countersign.events.Scope;
import io.countersign.ledger.disclosure.Disclosure;
import io.countersign.ledger.entry.EntryBundle;
import io.countersign.ledger.tree.TileId;
import io.countersign.ledger.tree.TilePath;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The part of command-service's HTTP API that query-service asks, over a log that the test seals itself. */
public final class CommandSide implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpServer server;
    private final SealedLog log;
    private final Map<String, byte[]> files = new ConcurrentHashMap<>();
    private volatile Supplier<byte @Nullable []> published = () -> null;
    private final @Nullable Scope exported;
    private final Topic topic;

    /** @param exported the deployment that an export is recorded for */
    public CommandSide(SealedLog log, Topic topic, @Nullable Scope exported) throws IOException {
        this.log = log;
        this.topic = topic;
        this.exported = exported;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.start();
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** What is answered when a published checkpoint is asked for; null for none. */
    public void publish(Supplier<byte @Nullable []> answer) {
        published = answer;
    }

    public void put(String path, byte[] bytes) {
        files.put(path, bytes);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            byte[] answer = switch (path) {
                case "/api/v1/log/published" -> published.get();
                case "/api/v1/disclosures" -> disclosures(exchange.getRequestURI().getQuery());
                case "/api/v1/exports" -> export(JSON.readTree(exchange.getRequestBody().readAllBytes()));
                default -> path.startsWith("/tile/entries/") ? tile(path.substring(1)) : files.get(path);
            };
            exchange.sendResponseHeaders(answer == null ? 404 : 200, answer == null ? -1 : answer.length);
            if (answer != null) {
                exchange.getResponseBody().write(answer);
            }
        }
    }

    private byte[] disclosures(String query) {
        int after = Integer.parseInt(query.replace("after=", ""));
        List<Map<String, Object>> items = new ArrayList<>();
        List<Disclosure> all = log.disclosures();
        for (int i = after; i < all.size(); i++) {
            items.add(Map.of("sequence", i + 1, "digest", all.get(i).digest(), "disclosure", all.get(i).encoded()));
        }
        return JSON.writeValueAsBytes(Map.of("items", items, "next", all.size()));
    }

    private byte[] tile(String path) {
        TileId id = TilePath.parse(path);
        int from = (int) id.index() * TileId.FULL;
        return EntryBundle
                .format(log.records().subList(from, from + id.width()).stream().map(SealedLog.Sealed::bytes).toList());
    }

    private byte[] export(JsonNode body) {
        boolean period = body.has("from");
        var event = new ExportRecorded(body.path("export").asString(), body.path("manifest").asString(),
                period ? null : exported, text(body, "system"), text(body, "environment"),
                period ? Instant.parse(body.path("from").asString()) : null,
                period ? Instant.parse(body.path("to").asString()) : null, body.path("through").asLong(), List.of());
        var sealed = log.commit(People.SECURITY, event);
        topic.publish(sealed);
        return JSON.writeValueAsString(Map.of("export", event.export(), "receipt",
                Map.of("position", sealed.getLast().position(), "leafHash", sealed.getLast().leaf().base64(), "proof",
                        "")))
                .getBytes(StandardCharsets.UTF_8);
    }

    private static @Nullable String text(JsonNode body, String member) {
        return body.hasNonNull(member) ? body.path(member).asString() : null;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
