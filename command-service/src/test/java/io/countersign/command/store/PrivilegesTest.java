package io.countersign.command.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.local.Database;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may do what in the ledger's database, as its catalogue has it: tables that are yet to come are held to it too. */
class PrivilegesTest {

    private static final StoreFixture FIXTURE = new StoreFixture();

    @Test
    void the_service_may_add_to_the_log_and_read_it_and_move_its_head() throws SQLException {
        assertThat(column("""
            select table_name || ' ' || string_agg(lower(privilege_type), ',' order by privilege_type)
            from information_schema.role_table_grants
            where grantee = 'command_service' and table_schema = 'ledger' group by table_name"""))
                .containsExactlyInAnyOrder("entries insert,select", "tags insert,select", "tiles insert,select",
                        "checkpoints insert,select", "head select,update");
    }

    @Test
    void the_service_owns_nothing_makes_nothing_and_is_nobody_special() throws SQLException {
        assertThat(column("select relname from pg_class where relowner = 'command_service'::regrole")).isEmpty();
        assertThat(column("""
            select nspname from pg_namespace where has_schema_privilege('command_service', oid, 'create')"""))
                .isEmpty();
        assertThat(column("""
            select table_schema || '.' || table_name || ' ' || privilege_type from information_schema.role_table_grants
            where grantee = 'command_service' and privilege_type in ('TRUNCATE', 'TRIGGER', 'REFERENCES')"""))
                .isEmpty();
        assertThat(column("""
            select table_schema || '.' || table_name from information_schema.role_table_grants
            where grantee = 'PUBLIC' and table_schema in ('ledger', 'working')""")).isEmpty();
        assertThat(column("""
            select rolname from pg_roles where rolname in ('command_service', 'ledger_owner')
            and (rolsuper or rolcreaterole or rolcreatedb or rolreplication or rolbypassrls)""")).isEmpty();
        assertThat(column("""
            select r.rolname from pg_auth_members m join pg_roles r on r.oid = m.roleid
            where m.member = 'command_service'::regrole""")).isEmpty();
    }

    @Test
    void every_table_of_the_log_has_a_trigger_that_no_session_can_switch_off() throws SQLException {
        Set<String> tables = column(
                "select relname from pg_class where relnamespace = 'ledger'::regnamespace and relkind = 'r'");
        assertThat(tables).contains("entries", "tags", "tiles", "checkpoints", "head");
        // tgtype: 2 before, 8 delete, 16 update, 32 truncate
        assertThat(column("""
            select c.relname from pg_class c join pg_trigger t on t.tgrelid = c.oid
            where c.relnamespace = 'ledger'::regnamespace and t.tgenabled = 'A' and t.tgfoid = 'ledger.refuse'::regproc
            and t.tgtype & 42 = 42""")).isEqualTo(tables);
    }

    @Test
    void what_a_re_hash_found_is_not_taken_back() {
        assertRefused(FIXTURE.service, "delete from working.rehashes");
        assertRefused(FIXTURE.service, "update working.rehashes set what = null");
    }

    @ParameterizedTest
    @ValueSource(strings = {"alter table ledger.entries disable trigger append_only",
        "alter table ledger.entries disable trigger all", "drop trigger append_only on ledger.entries",
        "create or replace function ledger.refuse() returns trigger language plpgsql as 'begin return new; end'",
        "drop table ledger.tiles", "drop schema ledger cascade", "alter table ledger.head add column more int",
        "set session_replication_role = replica",
        "create trigger mine before insert on ledger.entries execute function ledger.refuse()",
        "copy ledger.entries to program 'cat'", "create table ledger.mine (a int)", "create table working.mine (a int)",
        "create table public.mine (a int)", "alter role command_service superuser", "set role ledger_owner",
        "lock table ledger.entries in access exclusive mode",
        "create rule nothing as on insert to ledger.entries do instead nothing"})
    void the_service_cannot_take_its_fetters_off(String sql) {
        assertRefused(FIXTURE.service, sql);
    }

    private static void assertRefused(Database as, String sql) {
        assertThatThrownBy(() -> {
            try (Connection connection = as.connect(); Statement statement = connection.createStatement()) {
                connection.setAutoCommit(false);
                statement.execute(sql);
            }
        }).isInstanceOf(SQLException.class)
                .satisfies(e -> assertThat(((SQLException) e).getSQLState()).as(e.getMessage()).isEqualTo("42501"));
    }

    private static Set<String> column(String sql) throws SQLException {
        try (Connection connection = FIXTURE.superuser().connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            Set<String> values = new TreeSet<>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        }
    }
}
