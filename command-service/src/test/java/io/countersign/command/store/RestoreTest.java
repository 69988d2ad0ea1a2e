package io.countersign.command.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.countersign.command.continuity.Continuity;
import io.countersign.command.publish.KafkaPublisher;
import io.countersign.command.publish.TopicMemory;
import io.countersign.local.Database;
import io.countersign.local.LocalPostgres;
import io.countersign.local.TestParts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Backup, and restore to a point in time, as docs/OPERATIONS.md has them, but for pg_basebackup, whose steps are taken one by one. */
class RestoreTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path home = TestParts.directory("before");
    private final Path archive = TestParts.directory("archive");
    private final Path base = TestParts.directory("base").resolve("data");
    private final String topic = TestParts.topic();
    private LocalPostgres server = TestParts.startPostgres(home);

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void a_log_restored_to_an_earlier_point_verifies_but_goes_on_only_when_nobody_has_seen_more() throws Exception {
        server.administration().execute("alter system set archive_mode = on");
        server.administration().execute("alter system set archive_command = 'cp %p " + archive + "/%f'");
        server.close();
        server = TestParts.startPostgres(home);
        server.createRole("command_service");
        Database owner = server.createDatabase("ledger", "ledger_owner");
        Migrations.run(owner.url(), owner.user(), owner.password());
        try (HikariDataSource pool = pool(); LedgerStore store = StoreFixture.open(pool)) {
            StoreFixture.grow(store, 300);
            backUp();
            StoreFixture.grow(store, 600);
            server.administration().execute("select pg_create_restore_point('six_hundred')");
            StoreFixture.grow(store, 1_000);
            publish(store, pool);
        }
        server.administration().execute("select pg_switch_wal()");
        server.close();

        restore("recovery_target_name = 'six_hundred'\n");
        try (HikariDataSource pool = pool(); LedgerStore store = StoreFixture.open(pool)) {
            assertThat(store.log().size()).isEqualTo(600);
            StoreFixture.check(pool);
            try (Continuity continuity = remembering(store)) {
                await().atMost(PATIENCE).until(() -> continuity.answers().containsValue("has seen 1000 entries"));
                assertThatThrownBy(() -> StoreFixture.grow(store, 601)).hasMessageContaining("has 600 entries")
                        .hasMessageContaining("has seen 1000");
            }
        }
        server.close();

        restore("");
        try (HikariDataSource pool = pool(); LedgerStore store = StoreFixture.open(pool)) {
            assertThat(store.log().size()).isEqualTo(1_000);
            StoreFixture.check(pool);
            try (Continuity continuity = remembering(store)) {
                await().atMost(PATIENCE).until(() -> continuity.answers().containsValue("has seen 1000 entries"));
                StoreFixture.grow(store, 1_001);
            }
            publish(store, pool);
        }
    }

    private Continuity remembering(LedgerStore store) {
        Continuity continuity = new Continuity(store.log(), store.embargo(),
                List.of(new TopicMemory(TestParts.kafka().bootstrapServers(), topic)));
        continuity.start();
        return continuity;
    }

    private void publish(LedgerStore store, HikariDataSource pool) {
        try (KafkaPublisher publisher = new KafkaPublisher(store.log(), pool, TestParts.kafka().bootstrapServers(),
                topic)) {
            publisher.start();
            await().atMost(PATIENCE).until(() -> publisher.status().published() == store.log().size());
        }
    }

    private HikariDataSource pool() {
        Database service = server.entrance(server.createDatabase("ledger", "ledger_owner"), "command_service");
        return LedgerPool.open(service.url(), service.user(), service.password());
    }

    /** What pg_basebackup does: the server goes on while its files are copied, and the archive makes up for what changes meanwhile. */
    private void backUp() throws SQLException, IOException {
        try (Connection connection = server.administration().connect();
                Statement statement = connection.createStatement()) {
            statement.execute("select pg_backup_start('base', true)");
            copy(home.resolve("data"), base);
            try (ResultSet stopped = statement.executeQuery("select labelfile from pg_backup_stop(true)")) {
                assertThat(stopped.next()).isTrue();
                Files.writeString(base.resolve("backup_label"), stopped.getString(1));
            }
        }
        Files.deleteIfExists(base.resolve("postmaster.pid"));
    }

    /** @param target lines of recovery settings; none: to the end of the archive */
    private void restore(String target) throws IOException {
        Path restored = TestParts.directory("restored");
        Path data = restored.resolve("data");
        copy(base, data);
        Files.createFile(data.resolve("recovery.signal"));
        Files.writeString(data.resolve("postgresql.auto.conf"), "restore_command = 'cp " + archive
                + "/%f %p'\nrecovery_target_action = promote\n" + target, StandardOpenOption.TRUNCATE_EXISTING);
        for (String kept : List.of("postgres.properties", "initialised")) {
            Files.copy(home.resolve(kept), restored.resolve(kept));
        }
        server = TestParts.startPostgres(restored);
        await().atMost(PATIENCE).until(this::promoted);
    }

    private boolean promoted() throws SQLException {
        try (Connection connection = server.administration().connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select not pg_is_in_recovery()")) {
            return row.next() && row.getBoolean(1);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectory(to, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        List<Path> files;
        try (Stream<Path> walk = Files.walk(from)) {
            files = walk.skip(1).toList();
        }
        for (Path file : files) {
            Path name = from.relativize(file);
            boolean log = name.startsWith("pg_wal") && Files.isRegularFile(file);
            if (!log && Files.exists(file)) {
                Files.copy(file, to.resolve(name), java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }
}
