package io.countersign.command.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.countersign.ledger.note.Ed25519;
import io.countersign.ledger.note.Ed25519Key;
import io.countersign.ledger.note.NoteSigner;
import io.countersign.local.Database;
import io.countersign.local.TestParts;
import java.time.InstantSource;
import java.util.UUID;

/** A ledger's database of a test's own, and stores on it. */
final class StoreFixture {

    static final String ORIGIN = "countersign.test/ledger";
    static final NoteSigner SIGNER = Ed25519.signer(ORIGIN, Ed25519Key.ofSeed(new byte[Ed25519Key.SEED_BYTES]));

    final Database owner;
    final Database service;

    StoreFixture() {
        owner = database();
        service = TestParts.postgres().entrance(owner, "command_service");
    }

    static Database database() {
        TestParts.postgres().createRole("command_service");
        return TestParts.database("ledger", "ledger_owner", db -> Migrations.run(db.url(), db.user(), db.password()));
    }

    HikariDataSource pool() {
        return pool(service);
    }

    static HikariDataSource pool(Database database) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(database.url());
        config.setUsername(database.user());
        config.setPassword(database.password());
        config.setMaximumPoolSize(8);
        config.setConnectionTimeout(2_000);
        return new HikariDataSource(config);
    }

    LedgerStore open(HikariDataSource pool) {
        return LedgerStore.open(pool, ORIGIN, SIGNER, InstantSource.system(), UUID::randomUUID);
    }
}
