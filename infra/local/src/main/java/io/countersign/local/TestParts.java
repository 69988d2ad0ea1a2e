package io.countersign.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The real parts for tests: one server of each kind per JVM, started when first asked for and gone with the JVM; a fresh database per
 * class costs a copy of a template. All their data live below {@code target/local-parts} of the module under test.
 *
 * <pre>
 * var ledger = TestParts.database("ledger", "ledger_owner", database -&gt; migrate(database));
 * var asService = TestParts.postgres().entrance(ledger, "command_service");
 * </pre>
 */
public final class TestParts {
    private static final Path ROOT = Path.of("target", "local-parts").toAbsolutePath();
    private static final Path PROGRAMS = Path
            .of(System.getProperty("countersign.programs", ROOT.resolve("postgres-18").toString()));
    private static final AtomicInteger COUNTER = new AtomicInteger();
    private static final Map<String, Database> TEMPLATES = new HashMap<>();
    private static final Deque<Runnable> AT_EXIT = new ConcurrentLinkedDeque<>();
    private static @Nullable LocalPostgres postgres;
    private static @Nullable LocalKafka kafka;
    private static @Nullable LocalIssuer issuer;

    private TestParts() {}

    /** The JVM's PostgreSQL server. Do not stop it; to test that, start one of your own on {@link #directory}. */
    public static synchronized LocalPostgres postgres() {
        var server = postgres;
        if (server == null) {
            server = startPostgres(directory("postgres"));
            atExit(server::close);
            postgres = server;
        }
        return server;
    }

    /** A PostgreSQL server of the test's own, to stop, kill and start again; its programs are unpacked once per build, or once per module where nobody says where. */
    public static LocalPostgres startPostgres(Path directory) {
        return LocalPostgres.start(directory, PostgresBinaries.unpackedIn(PROGRAMS),
                LocalPostgres.Durability.DURABLE);
    }

    /** The JVM's Kafka broker. Use a topic of your own ({@link #topic}), and do not stop it. */
    public static synchronized LocalKafka kafka() {
        var broker = kafka;
        if (broker == null) {
            broker = LocalKafka.start(directory("kafka"));
            atExit(broker::kill);
            kafka = broker;
        }
        return broker;
    }

    /** The JVM's OpenID issuer. */
    public static synchronized LocalIssuer issuer() {
        var server = issuer;
        if (server == null) {
            server = LocalIssuer.start(directory("issuer"), 0, InstantSource.system());
            issuer = server;
        }
        return server;
    }

    /** A new topic for a ledger's entries that nobody else uses. */
    public static String topic() {
        var name = LocalKafka.ENTRIES + "." + COUNTER.incrementAndGet();
        kafka().createEntriesTopic(name);
        return name;
    }

    /**
     * A new database of the owner's with all that {@code prepare} made; {@code prepare} runs once per JVM and kind.
     *
     * @param kind
     *            names the template, such as {@code ledger}
     * @param prepare
     *            migrates an empty database, given as its owner, and leaves no connection open
     */
    public static synchronized Database database(String kind, String owner, Consumer<Database> prepare) {
        var template = TEMPLATES.get(kind);
        if (template == null) {
            template = postgres().createDatabase(kind + "_template_" + COUNTER.incrementAndGet(), owner);
            prepare.accept(template);
            TEMPLATES.put(kind, template);
        }
        return postgres().copyDatabase(template, kind + "_" + COUNTER.incrementAndGet());
    }

    /** A new, empty directory, gone with the JVM. */
    public static Path directory(String name) {
        try {
            Files.createDirectories(ROOT);
            var directory = Files.createTempDirectory(ROOT, name + "-");
            atExit(() -> Trees.delete(directory));
            return directory;
        } catch (IOException e) {
            throw new LocalFault("Cannot make a directory below " + ROOT + ": " + LocalFault.why(e) + ".", e);
        }
    }

    /** The last one registered runs first, so that a server stops before its directory goes. */
    private static synchronized void atExit(Runnable action) {
        if (AT_EXIT.isEmpty()) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> AT_EXIT.forEach(Runnable::run), "test-parts"));
        }
        AT_EXIT.addFirst(action);
    }
}
