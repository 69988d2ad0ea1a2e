package io.countersign.query;

import io.countersign.ledger.note.VerifierKey;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.Name;

/**
 * All that an operator tells this service, as environment variables {@code COUNTERSIGN_…}. Nonsense is refused at the start.
 *
 * @param http    where it listens
 * @param db      its own database; the role owns it
 * @param kafka   where entries arrive from
 * @param issuer  base URL of the OpenID issuer whose tokens are believed
 * @param origin  the log's name
 * @param keys    its witness key
 * @param entries who may read entries
 * @param command where command-service answers
 * @param log     the log's key, without which nothing is believed
 * @param service what it identifies itself with to command-service
 */
@ConfigurationProperties("countersign")
public record Config(Http http, Db db, Kafka kafka, URI issuer, String origin, Keys keys, @Nullable Entries entries,
        Command command, Log log, Service service) {

    public Config {
        require("COUNTERSIGN_HTTP_PORT", http);
        require("COUNTERSIGN_DB_URL", db);
        require("COUNTERSIGN_KAFKA_BOOTSTRAP", kafka);
        require("COUNTERSIGN_ISSUER", issuer);
        require("COUNTERSIGN_ORIGIN", origin);
        require("COUNTERSIGN_KEYS_FILE", keys);
        require("COUNTERSIGN_COMMAND_URL", command);
        require("COUNTERSIGN_LOG_VKEY", log);
        require("COUNTERSIGN_SERVICE_CLIENT", service);
    }

    /** @param port 0 for any; @param bind address to listen on */
    public record Http(int port, @DefaultValue("127.0.0.1") String bind) {}

    /** @param url JDBC address */
    public record Db(String url, String user, String password) {
        public Db {
            require("COUNTERSIGN_DB_URL", url);
            require("COUNTERSIGN_DB_USER", user);
            require("COUNTERSIGN_DB_PASSWORD", password);
        }
    }

    /** @param bootstrap host:port of brokers; @param topic of the ledger's entries, one partition */
    public record Kafka(String bootstrap, @DefaultValue("countersign.entries") String topic) {
        public Kafka {
            require("COUNTERSIGN_KAFKA_BOOTSTRAP", bootstrap);
        }
    }

    /** @param file PKCS#12 with exactly one Ed25519 key */
    public record Keys(Path file, String password) {
        public Keys {
            require("COUNTERSIGN_KEYS_FILE", file);
            require("COUNTERSIGN_KEYS_PASSWORD", password);
        }
    }

    /** @param open whether entries are served without a token (COUNTERSIGN_ENTRIES_PUBLIC) */
    public record Entries(@Name("public") boolean open) {}

    /** @param url base URL of command-service */
    public record Command(URI url) {
        public Command {
            require("COUNTERSIGN_COMMAND_URL", url);
        }
    }

    /** @param vkey verifier key of the log, as signed notes write it; its name is the origin */
    public record Log(String vkey) {
        public Log {
            require("COUNTERSIGN_LOG_VKEY", vkey);
        }
    }

    /** @param client id of this service at the issuer, which gives it the role {@code log-reader} */
    public record Service(@DefaultValue("query-service") String client, String secret) {
        public Service {
            require("COUNTERSIGN_SERVICE_SECRET", secret);
        }
    }

    /** The log's key, whose name must be the origin. */
    public VerifierKey logKey() {
        VerifierKey key = VerifierKey.parse(log.vkey());
        if (!key.name().equals(origin)) {
            throw new IllegalArgumentException(
                    "COUNTERSIGN_LOG_VKEY is the key of " + key.name() + ", COUNTERSIGN_ORIGIN is " + origin);
        }
        return key;
    }

    public boolean entriesOpen() {
        return entries != null && entries.open();
    }

    private static void require(String variable, @Nullable Object value) {
        if (value == null || value.toString().isBlank()) {
            throw new IllegalArgumentException(variable + " must be set");
        }
    }
}
