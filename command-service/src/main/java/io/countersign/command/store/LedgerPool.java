package io.countersign.command.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;

/** Connections to the ledger's database, in the service's role. */
public final class LedgerPool {

    /** Commands wait for the appender, not for connections, so few are enough. */
    private static final int CONNECTIONS = 12;

    private LedgerPool() {}

    /** @param url JDBC address; @param user the role that may only add and read */
    public static HikariDataSource open(String url, String user, String password) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("ledger");
        config.setJdbcUrl(url);
        config.setUsername(user);
        config.setPassword(password);
        config.setMaximumPoolSize(CONNECTIONS);
        config.setConnectionTimeout(5_000);
        // A server that vanished without a word must look like a failure, or the appender waits for it for ever: seconds.
        config.addDataSourceProperty("connectTimeout", "5");
        config.addDataSourceProperty("socketTimeout", "20");
        config.addDataSourceProperty("tcpKeepAlive", "true");
        config.addDataSourceProperty("ApplicationName", "countersign");
        // An append is acknowledged only when it is on the disk, whatever the database's default says.
        // Everything is looked up by an index, whatever the planner's statistics say of tables that grow by the second, and planned once; a plan
        // that does not know how few rows are meant would start parallel workers for them in a long log, which takes ten times the reading.
        config.addDataSourceProperty("options", "-c synchronous_commit=on -c plan_cache_mode=force_generic_plan"
                + " -c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off"
                + " -c max_parallel_workers_per_gather=0");
        config.addDataSourceProperty("prepareThreshold", "2");
        return new HikariDataSource(config);
    }
}
