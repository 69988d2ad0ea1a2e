package io.countersign.local;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * A real PostgreSQL 18 server on a directory of its own, started by root or not.
 *
 * <p>
 * Durable as in production ({@code fsync}, {@code synchronous_commit}, page checksums), {@code scram-sha-256} for every connection,
 * 127.0.0.1 only, no Unix socket. It dies with the JVM that started it and starts again on its directory after {@code kill -9}, on the
 * same port if that is still free. Nobody but the owner of a database and whoever was let in by {@link #entrance} may connect to it.
 */
public final class LocalPostgres implements AutoCloseable {
    static final String SUPERUSER = "postgres";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Settings settings;
    private final Child server;
    private final int port;

    private LocalPostgres(Settings settings, Child server, int port) {
        this.settings = settings;
        this.server = server;
        this.port = port;
    }

    /** Starts the server of a directory, on a free port; unpacks the programs and makes the cluster first if need be. */
    public static LocalPostgres start(Path directory) {
        return start(directory, Durability.DURABLE);
    }

    /** How much of a commit is on the disk before it is acknowledged. */
    public enum Durability {
        /** All of it, as in production. */
        DURABLE(List.of("fsync=on", "synchronous_commit=on", "full_page_writes=on")),
        /** None: for tests that say so, of things that have nothing to do with durability. */
        LOST_IN_A_POWER_CUT(List.of("fsync=off", "synchronous_commit=off", "full_page_writes=off"));

        private final List<String> options;

        Durability(List<String> options) {
            this.options = options;
        }
    }

    /** As {@link #start(Path)}, with a chosen durability. */
    public static LocalPostgres start(Path directory, Durability durability) {
        var home = Settings.directory(directory);
        return start(home, PostgresBinaries.unpackedIn(home), durability);
    }

    static LocalPostgres start(Path directory, PostgresBinaries binaries, Durability durability) {
        var home = Settings.directory(directory);
        var settings = Settings.open(home.resolve("postgres.properties"));
        var data = home.resolve("data");
        var cluster = new PostgresDirectory(data, binaries);
        cluster.initialise(settings.get("password." + SUPERUSER, Settings::secret));
        cluster.freeFromFormerServer();
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            var port = settings.port("port");
            var server = Child.startUnprivileged("PostgreSQL", command(binaries, data, port, durability),
                    Map.of("LC_ALL", "C", "TZ", "UTC"), home.resolve("postgres.log"), "INT");
            var postgres = new LocalPostgres(settings, server, port);
            if (postgres.becomesReady(deadline)) {
                return postgres;
            }
            var words = server.lastLines(5);
            server.kill();
            // the last server's backends may take a moment to notice that it is dead, say so, and let go of its shared memory
            var passing = server.hasSaid("shared memory block") || server.hasSaid("could not bind");
            if (!passing || System.nanoTime() - deadline > 0) {
                throw new LocalFault("PostgreSQL does not start on " + home + ". Its last words: " + words);
            }
        }
    }

    private static List<String> command(PostgresBinaries binaries, Path data, int port, Durability durability) {
        var words = new ArrayList<>(List.of(binaries.program("postgres"), "-D", data.toString()));
        // Buffers for the pages that a day's appends come back to: with fewer, each append waits for some to be written. Taken as they are used.
        var options = new ArrayList<>(List.of("listen_addresses=127.0.0.1", "port=" + port,
                "unix_socket_directories=", "password_encryption=scram-sha-256", "max_connections=100",
                "shared_buffers=512MB", "max_wal_size=1GB", "timezone=UTC", "log_timezone=UTC",
                "log_min_messages=warning",
                "log_checkpoints=off"));
        options.addAll(durability.options);
        options.forEach(option -> words.addAll(List.of("-c", option)));
        return words;
    }

    private boolean becomesReady(long deadline) {
        Patience.waited(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())),
                () -> !server.isAlive() || answers());
        return server.isAlive() && answers();
    }

    private boolean answers() {
        try (var connection = DriverManager.getConnection(url("postgres"), SUPERUSER, passwordOf(SUPERUSER))) {
            return connection.isValid(5);
        } catch (SQLException e) {
            return false; // not listening yet, or still recovering
        }
    }

    private String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    private String passwordOf(String role) {
        return settings.get("password." + role, Settings::secret);
    }

    public int port() {
        return port;
    }

    public long pid() {
        return server.pid();
    }

    /** Completed with the exit status when the server has ended, by whatever cause. */
    public CompletableFuture<Integer> onExit() {
        return server.onExit();
    }

    /** The last lines of the server's log. */
    public String lastWords() {
        return server.lastLines(5);
    }

    /** The maintenance database, entered as superuser. */
    public Database administration() {
        return new Database("postgres", url("postgres"), SUPERUSER, passwordOf(SUPERUSER));
    }

    /** Makes the role unless it is there: it may log in, with a password of its own, and nothing else. */
    public void createRole(String role) {
        requireName(role);
        // two JVMs may do this at once on one server: the second one's "already exists" is as good
        administration().execute("""
            DO $$ BEGIN
              CREATE ROLE %1$s LOGIN;
            EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
            END $$""".formatted(role));
        administration().execute("ALTER ROLE " + role + " PASSWORD '" + passwordOf(role) + "'");
    }

    /** Makes the database unless it is there, and its owner; nobody else may connect. Answers it, entered as its owner. */
    public Database createDatabase(String name, String owner) {
        requireName(name);
        createRole(owner);
        if (!exists(name)) {
            create(name, owner, "template0");
        }
        return new Database(name, url(name), owner, passwordOf(owner));
    }

    /** Makes a new database with all that is in the template, to which nobody may be connected. Answers it as its owner. */
    public Database copyDatabase(Database template, String name) {
        requireName(name);
        create(name, template.user(), template.name());
        return new Database(name, url(name), template.user(), template.password());
    }

    private void create(String name, String owner, String template) {
        administration().execute("CREATE DATABASE " + name + " OWNER " + owner + " TEMPLATE " + template);
        administration().execute("REVOKE ALL ON DATABASE " + name + " FROM PUBLIC");
    }

    /** Lets a role (made if need be) connect to a database, with no right to anything in it. Answers the database as that role. */
    public Database entrance(Database database, String role) {
        createRole(role);
        administration().execute("GRANT CONNECT ON DATABASE " + database.name() + " TO " + role);
        return new Database(database.name(), database.url(), role, passwordOf(role));
    }

    /** Deletes a database, ending whatever is connected to it. */
    public void dropDatabase(String name) {
        requireName(name);
        administration().execute("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
    }

    private boolean exists(String database) {
        try (var connection = administration().connect();
                var query = connection.prepareStatement("SELECT 1 FROM pg_database WHERE datname = ?")) {
            query.setString(1, database);
            return query.executeQuery().next();
        } catch (SQLException e) {
            throw new LocalFault("PostgreSQL does not answer: " + e.getMessage(), e);
        }
    }

    private static void requireName(String name) {
        if (!name.matches("[a-z][a-z0-9_]{0,62}")) {
            throw new IllegalArgumentException("not a plain SQL name: " + name);
        }
    }

    /** Ends the server at once, as a crash or {@code kill -9} does; {@link #start(Path)} on the same directory recovers. */
    public void kill() {
        server.kill();
    }

    /** Stops the server in order: transactions under way are rolled back, everything committed is on the disk. */
    @Override
    public void close() {
        server.stop("INT", Duration.ofSeconds(30));
    }
}
