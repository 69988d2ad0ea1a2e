package io.countersign.command.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.zaxxer.hikari.HikariDataSource;
import io.countersign.command.store.LedgerStore;
import io.countersign.command.store.StoreFixture;
import io.countersign.ledger.note.Ed25519Key;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a receiver gets, whatever it answers and whichever node sends. */
class WebhooksTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Schedule SOON = new Schedule(Duration.ofMillis(20), Duration.ofMillis(50),
            Duration.ofMinutes(5));

    /** A request as it came. */
    private record Post(String id, String timestamp, String signature, byte[] body) {

        long position() {
            return json().path("data").path("position").asLong();
        }

        JsonNode json() {
            return JsonMapper.shared().readTree(body);
        }
    }

    private interface Answering {
        void to(HttpExchange exchange, long position) throws IOException, InterruptedException;
    }

    private final HikariDataSource pool = new StoreFixture().pool();
    private final LedgerStore store = StoreFixture.open(pool);
    private final WebhookTable table = new WebhookTable(JdbcClient.create(pool));
    private final List<Webhooks> nodes = new ArrayList<>();
    private final List<HttpServer> servers = new ArrayList<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile Duration passed = Duration.ZERO;

    @AfterEach
    void close() {
        over.countDown();
        nodes.forEach(Webhooks::close);
        servers.forEach(s -> s.stop(0));
        store.close();
        pool.close();
    }

    @Test
    void posts_chosen_entries_in_order_signed_from_where_the_log_is_now() throws Exception {
        List<Post> posts = new CopyOnWriteArrayList<>();
        String url = receiver(posts, (exchange, _) -> answer(exchange, 204));
        node(SOON, PATIENCE, EndpointsTest.endpoint("a", url, "export-recorded"),
                EndpointsTest.endpoint("b", url + "never", "deployment-closed"));
        await().atMost(PATIENCE).until(() -> next("a") >= 0);
        long from = next("a");
        StoreFixture.grow(store, (int) from + 30);
        await().atMost(PATIENCE).until(() -> posts.size() >= 30);

        assertThat(positions(posts)).containsExactlyElementsOf(LongStream.range(from, from + 30).boxed().toList());
        Post post = posts.get(7);
        byte[] sealed = store.log().at(post.position()).orElseThrow().bytes();
        assertThat(new String(post.body(), StandardCharsets.UTF_8))
                .endsWith(",\"entry\":" + new String(sealed, StandardCharsets.UTF_8) + "}}");
        assertThat(post.json().path("type").asString()).isEqualTo("countersign.export-recorded.v1");
        assertThat(post.json().path("data").path("leafHash").asString())
                .isEqualTo(store.log().at(post.position()).orElseThrow().leaf().base64());
        assertThat(post.id()).isEqualTo(post.json().path("data").path("entry").path("id").asString());
        checkSignatures(post);
        await().atMost(PATIENCE).until(() -> next("b") == from + 30);
    }

    /** As a receiver does by the specification, with nothing of ours. */
    private static void checkSignatures(Post post) throws Exception {
        byte[] signed = (post.id() + "." + post.timestamp() + "." + new String(post.body(), StandardCharsets.UTF_8))
                .getBytes(StandardCharsets.UTF_8);
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(EndpointsTest.SECRET, "HmacSHA256"));
        String[] signatures = post.signature().split(" ");
        assertThat(signatures).hasSize(2);
        assertThat(signatures[0]).isEqualTo("v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed)));
        byte[] spki = HexFormat.of().parseHex("302a300506032b6570032100"
                + HexFormat.of().formatHex(Ed25519Key.ofSeed(EndpointsTest.SEED).publicKey()));
        Signature verifier = Signature.getInstance("Ed25519");
        verifier.initVerify(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(spki)));
        verifier.update(signed);
        assertThat(signatures[1]).startsWith("v1a,");
        assertThat(verifier.verify(Base64.getDecoder().decode(signatures[1].substring(4)))).isTrue();
    }

    @Test
    void repeats_what_failed_redirected_or_hung_and_nothing_overtakes_it() throws Exception {
        List<Post> posts = new CopyOnWriteArrayList<>();
        AtomicInteger redirected = new AtomicInteger();
        AtomicInteger attempts = new AtomicInteger();
        String elsewhere = receiver(new ArrayList<>(), (exchange, _) -> {
            redirected.incrementAndGet();
            answer(exchange, 204);
        });
        String url = receiver(posts, (exchange, _) -> {
            switch (attempts.incrementAndGet()) {
                case 2 -> answer(exchange, 500);
                case 3 -> {
                    exchange.getResponseHeaders().set("Location", elsewhere);
                    answer(exchange, 307);
                }
                case 4 -> over.await();
                case 5 -> exchange.close();
                case 6 -> {
                    exchange.getResponseHeaders().set("Retry-After", "86400");
                    answer(exchange, 429);
                }
                default -> answer(exchange, 200);
            }
        });
        Webhooks node = node(SOON, Duration.ofSeconds(1), EndpointsTest.endpoint("a", url, "*"));
        await().atMost(PATIENCE).until(() -> next("a") >= 0);
        long from = next("a");
        StoreFixture.grow(store, (int) from + 4);
        await().atMost(PATIENCE)
                .until(() -> table.cursor("a").orElseThrow().equals(new WebhookTable.Cursor(from + 4, null, null)));

        // where all is slow, another one may have come too late and been repeated, too
        assertThat(posts).hasSizeGreaterThanOrEqualTo(9);
        assertThat(positions(posts)).isSorted();
        assertThat(positions(posts).stream().distinct()).containsExactly(from, from + 1, from + 2, from + 3);
        assertThat(posts.stream().map(Post::id).distinct()).hasSize(4);
        assertThat(redirected).hasValue(0);
        await().atMost(PATIENCE).until(() -> node.trouble().isEmpty());
        assertThat(node.givenUp("a")).isZero();
    }

    @Test
    void gives_up_in_the_end_says_so_and_goes_on_while_others_are_not_held_up() throws Exception {
        List<Post> refused = new CopyOnWriteArrayList<>();
        List<Post> taken = new CopyOnWriteArrayList<>();
        AtomicInteger sick = new AtomicInteger(1);
        String bad = receiver(refused, (exchange, _) -> answer(exchange, sick.get() > 0 ? 503 : 200));
        String good = receiver(taken, (exchange, _) -> answer(exchange, 200));
        Webhooks node = node(SOON, PATIENCE,
                EndpointsTest.endpoint("bad", bad, "*"), EndpointsTest.endpoint("good", good, "*"));
        await().atMost(PATIENCE)
                .until(() -> next("bad") >= 0 && next("good") >= 0);
        long from = next("good");
        StoreFixture.grow(store, (int) from + 2);
        await().atMost(PATIENCE).until(() -> taken.size() == 2);
        await().atMost(PATIENCE).until(() -> node.trouble("bad").isPresent());
        assertThat(node.trouble("bad").orElseThrow()).contains("bad has not taken entry", "it answers 503");
        assertThat(node.behind("bad")).isPositive();
        passed = SOON.giveUp();
        await().atMost(PATIENCE).until(() -> node.givenUp("bad") == 1);
        sick.set(0);
        await().atMost(PATIENCE).until(() -> next("bad") == from + 2);
        assertThat(taken).hasSize(2);
    }

    @Test
    void an_endpoint_that_is_gone_is_left_alone_until_a_node_is_restarted() throws Exception {
        List<Post> posts = new CopyOnWriteArrayList<>();
        AtomicInteger status = new AtomicInteger(410);
        String url = receiver(posts, (exchange, _) -> answer(exchange, status.get()));
        Webhooks first = node(SOON, PATIENCE, EndpointsTest.endpoint("a", url, "*"));
        await().atMost(PATIENCE).until(() -> next("a") >= 0);
        long from = next("a");
        StoreFixture.grow(store, (int) from + 3);
        await().atMost(PATIENCE).until(() -> first.trouble("a").isPresent());
        assertThat(first.trouble("a").orElseThrow()).contains("410 Gone", "disabled", "restart");
        assertThat(posts).hasSize(1);
        assertThat(first.givenUp("a")).isZero();

        status.set(200);
        Webhooks second = node(SOON, PATIENCE, EndpointsTest.endpoint("a", url, "*"));
        await().atMost(PATIENCE).until(() -> next("a") == from + 3);
        assertThat(positions(posts)).containsExactly(from, from, from + 1, from + 2);
        await().atMost(PATIENCE).until(() -> second.trouble("a").isEmpty() && first.trouble("a").isEmpty());
    }

    @Test
    void leaves_an_endpoint_alone_as_long_as_it_asks_within_bounds() {
        Schedule schedule = new Schedule(Duration.ofSeconds(5), Duration.ofHours(1), Duration.ofHours(72));
        SecureRandom random = new SecureRandom();
        assertThat(schedule.pause(1, Duration.ofSeconds(90), random)).isEqualTo(Duration.ofSeconds(90));
        assertThat(schedule.pause(1, Duration.ofDays(9), random)).isEqualTo(Duration.ofHours(1));
        assertThat(schedule.pause(1, Duration.ZERO, random)).isBetween(Duration.ofMillis(2_500), Duration.ofSeconds(5));
        assertThat(schedule.pause(1, null, random)).isBetween(Duration.ofMillis(2_500), Duration.ofSeconds(5));
    }

    @Test
    void another_node_goes_on_where_one_stopped() throws Exception {
        List<Post> posts = new CopyOnWriteArrayList<>();
        String url = receiver(posts, (exchange, _) -> answer(exchange, 200));
        Webhooks first = node(SOON, PATIENCE, EndpointsTest.endpoint("a", url, "*"));
        await().atMost(PATIENCE).until(() -> next("a") >= 0);
        long from = next("a");
        node(SOON, PATIENCE, EndpointsTest.endpoint("a", url, "*"));
        StoreFixture.grow(store, (int) from + 10);
        await().atMost(PATIENCE).until(() -> posts.size() >= 5);
        first.close();
        StoreFixture.grow(store, (int) from + 20);
        await().atMost(PATIENCE).until(() -> next("a") == from + 20);
        assertThat(positions(posts).stream().distinct())
                .containsExactlyElementsOf(LongStream.range(from, from + 20).boxed().toList());
    }

    @Test
    void a_fault_of_its_own_does_not_end_it() throws Exception {
        List<Post> posts = new CopyOnWriteArrayList<>();
        String url = receiver(posts, (exchange, _) -> answer(exchange, 200));
        AtomicInteger faults = new AtomicInteger(1);
        node(new DelegatingDataSource(pool) {
            @Override
            public Connection getConnection() throws SQLException {
                if (faults.getAndDecrement() > 0) {
                    throw new IllegalStateException("a fault");
                }
                return super.getConnection();
            }
        }, SOON, PATIENCE, EndpointsTest.endpoint("a", url, "*"));
        await().atMost(PATIENCE).until(() -> next("a") >= 0);
        assertThat(faults.get()).isNegative();
    }

    private long next(String endpoint) {
        return table.cursor(endpoint).map(WebhookTable.Cursor::next).orElse(-1L);
    }

    /** @param patience what one exchange may take */
    private Webhooks node(Schedule schedule, Duration patience, String... endpoints) {
        return node(pool, schedule, patience, endpoints);
    }

    private Webhooks node(DataSource database, Schedule schedule, Duration patience, String... endpoints) {
        Webhooks node = new Webhooks(EndpointsTest.endpoints(endpoints), store.log(), table, database, schedule,
                patience,
                new SecureRandom(), () -> InstantSource.system().instant().plus(passed));
        nodes.add(node);
        store.onCommit(node::wake);
        node.start();
        return node;
    }

    private String receiver(List<Post> posts, Answering answering) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        servers.add(server);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            Post post = new Post(header(exchange, "webhook-id"), header(exchange, "webhook-timestamp"),
                    header(exchange, "webhook-signature"), exchange.getRequestBody().readAllBytes());
            posts.add(post);
            try {
                answering.to(exchange, post.position());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        server.start();
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook/";
    }

    private static String header(HttpExchange exchange, String name) {
        return String.valueOf(exchange.getRequestHeaders().getFirst(name));
    }

    private static void answer(HttpExchange exchange, int status) throws IOException {
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    private static List<Long> positions(List<Post> posts) {
        return posts.stream().map(Post::position).toList();
    }
}
