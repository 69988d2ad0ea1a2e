package io.countersign.stack;

import io.countersign.local.LocalIssuer;
import io.countersign.local.LocalKafka;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The services' configuration, as environment variables; each service's own {@code Config} says what they mean. */
record ServiceEnvironments(DataDirectory data, StackPorts ports, Secrets secrets, LocalIssuer issuer,
        LocalStack.Databases databases, String kafka) {

    Map<String, String> command() {
        var environment = common(ports.command(), secrets.logKeyFile());
        environment.put("COUNTERSIGN_DB_URL", databases.ledger().url());
        environment.put("COUNTERSIGN_DB_USER", databases.ledger().user());
        environment.put("COUNTERSIGN_DB_PASSWORD", databases.ledger().password());
        environment.put("COUNTERSIGN_DB_MIGRATION_USER", databases.ledgerOwner().user());
        environment.put("COUNTERSIGN_DB_MIGRATION_PASSWORD", databases.ledgerOwner().password());
        environment.put("COUNTERSIGN_EVIDENCE_DIR", data.part("evidence").toString());
        environment.put("COUNTERSIGN_TIMESTAMP_AUTHORITIES", "local=" + StackPorts.address(ports.timestamps()));
        return environment;
    }

    Map<String, String> query() {
        var environment = common(ports.query(), secrets.witnessKeyFile());
        environment.put("COUNTERSIGN_DB_URL", databases.views().url());
        environment.put("COUNTERSIGN_DB_USER", databases.views().user());
        environment.put("COUNTERSIGN_DB_PASSWORD", databases.views().password());
        environment.put("COUNTERSIGN_COMMAND_URL", StackPorts.address(ports.command()));
        environment.put("COUNTERSIGN_LOG_VKEY", secrets.firstVkey());
        environment.put("COUNTERSIGN_SERVICE_CLIENT", "query-service");
        environment.put("COUNTERSIGN_SERVICE_SECRET", issuer.serviceSecret());
        return environment;
    }

    private Map<String, String> common(int port, Path keys) {
        var environment = new HashMap<String, String>();
        environment.put("COUNTERSIGN_HTTP_PORT", Integer.toString(port));
        environment.put("COUNTERSIGN_HTTP_BIND", "127.0.0.1");
        environment.put("COUNTERSIGN_KAFKA_BOOTSTRAP", kafka);
        environment.put("COUNTERSIGN_KAFKA_TOPIC", LocalKafka.ENTRIES);
        environment.put("COUNTERSIGN_ISSUER", issuer.issuer());
        environment.put("COUNTERSIGN_ORIGIN", secrets.origin());
        environment.put("COUNTERSIGN_KEYS_FILE", keys.toString());
        environment.put("COUNTERSIGN_KEYS_PASSWORD", secrets.keyPassword());
        environment.put("COUNTERSIGN_ENTRIES_PUBLIC", "true");
        return environment;
    }
}
