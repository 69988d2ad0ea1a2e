package io.countersign.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LocalPostgresTest {
    @Test
    void what_was_committed_is_there_after_kill_9_and_the_port_is_the_same() throws SQLException {
        var directory = TestParts.directory("killed-postgres");
        var first = TestParts.startPostgres(directory);
        first.createDatabase("notes", "writer").execute("CREATE TABLE note AS SELECT 'kept' AS text");
        first.kill();
        assertThat(first.onExit()).succeedsWithin(Duration.ofSeconds(60));
        try (var second = TestParts.startPostgres(directory)) {
            assertThat(second.port()).isEqualTo(first.port());
            assertThat(one(second.createDatabase("notes", "writer"), "SELECT text FROM note")).isEqualTo("kept");
        }
    }

    @Test
    void a_pid_file_that_names_a_stranger_does_not_hinder_a_start() throws IOException {
        var directory = TestParts.directory("stale-postgres");
        var first = TestParts.startPostgres(directory);
        first.kill();
        var pidFile = directory.resolve("data/postmaster.pid");
        var lines = Files.readString(pidFile);
        Files.writeString(pidFile, lines.replaceFirst("\\d+", Long.toString(ProcessHandle.current().pid())));
        TestParts.startPostgres(directory).close();
        assertThat(ProcessHandle.current().isAlive()).isTrue();
    }

    @Test
    void a_server_that_still_runs_on_the_directory_is_stopped_first() {
        var directory = TestParts.directory("orphan-postgres");
        var orphan = TestParts.startPostgres(directory);
        try (var next = TestParts.startPostgres(directory)) {
            assertThat(orphan.onExit()).succeedsWithin(Duration.ofSeconds(60));
            assertThat(next.pid()).isNotEqualTo(orphan.pid());
        }
    }

    @Test
    void is_as_durable_as_in_production() throws SQLException {
        var administration = TestParts.postgres().administration();
        for (var setting : new String[]{"fsync", "synchronous_commit", "full_page_writes", "data_checksums"}) {
            assertThat(one(administration, "SHOW " + setting)).as(setting).isEqualTo("on");
        }
        assertThat(one(administration, "SHOW server_version")).startsWith("18.");
        assertThat(one(administration, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
        assertThat(one(administration, "SELECT string_agg(DISTINCT auth_method, ',') FROM pg_hba_file_rules"))
                .isEqualTo("scram-sha-256");
    }

    @Test
    void a_role_enters_only_the_databases_it_was_let_in_to_and_may_do_nothing_there() throws SQLException {
        var postgres = TestParts.postgres();
        var secrets = postgres.createDatabase("secrets", "keeper");
        secrets.execute("CREATE TABLE secret (text text)");
        postgres.createRole("guest");
        var uninvited = new Database(secrets.name(), secrets.url(), "guest",
                postgres.entrance(postgres.createDatabase("lobby", "keeper"), "guest").password());
        assertThatThrownBy(uninvited::connect).hasMessageContaining("permission denied for database");

        var invited = postgres.entrance(secrets, "guest");
        assertThat(one(invited, "SELECT current_user")).isEqualTo("guest");
        assertThatThrownBy(() -> one(invited, "SELECT text FROM secret")).hasMessageContaining("permission denied");
        assertThatThrownBy(() -> one(invited, "CREATE TABLE mine (n int)")).hasMessageContaining("permission denied");
        assertThatThrownBy(() -> one(new Database("x", secrets.url(), "keeper", "wrong"), "SELECT 1"))
                .hasMessageContaining("password authentication failed");
    }

    @Test
    void each_test_database_is_a_fresh_copy_of_its_template() throws SQLException {
        var first = fresh();
        first.execute("INSERT INTO item VALUES ('mine')");
        assertThat(one(first, "SELECT count(*) FROM item")).isEqualTo("2");
        assertThat(one(fresh(), "SELECT count(*) FROM item")).isEqualTo("1");
    }

    private static Database fresh() {
        return TestParts.database("kind", "somebody",
                database -> database.execute("CREATE TABLE item AS SELECT 'prepared'::text AS text"));
    }

    @Test
    void a_directory_that_cannot_be_made_is_named() {
        assertThatThrownBy(() -> LocalPostgres.start(Path.of("/proc/nowhere"))).isInstanceOf(LocalFault.class)
                .hasMessageContaining("/proc/nowhere");
    }

    private static String one(Database database, String query) throws SQLException {
        try (var connection = database.connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }
}
