package io.countersign.command.store;

import org.flywaydb.core.Flyway;

/** Brings the ledger's database to this version. Run as the schema's owner, never as the service. */
public final class Migrations {

    private Migrations() {}

    /** @throws org.flywaydb.core.api.FlywayException when the database cannot be reached or is of another version */
    public static void run(String url, String owner, String password) {
        Flyway.configure().dataSource(url, owner, password).locations("classpath:db/migration").load().migrate();
    }
}
