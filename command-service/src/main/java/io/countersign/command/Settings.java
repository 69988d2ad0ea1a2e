package io.countersign.command;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.Name;
import org.springframework.validation.annotation.Validated;

/**
 * All that can be set, from {@code COUNTERSIGN_…}; the service does not start on nonsense.
 *
 * @param issuer base URL of the OpenID issuer whose tokens are accepted
 * @param origin the log's origin, also the name of its key, such as {@code countersign.example/ledger}
 * @param mldsa whether published checkpoints get an ML-DSA-44 line as well, by the key in the key file, if it holds one
 */
@Validated
@ConfigurationProperties("countersign")
public record Settings(@Valid @DefaultValue Http http, @Valid @NotNull Db db, @Valid @NotNull Kafka kafka,
        @NotNull URI issuer,
        @NotNull @Pattern(regexp = "[^\\s+]+", message = "is a name without spaces and +") String origin,
        @Valid @NotNull Keys keys, @Valid @DefaultValue Entries entries, @Valid @NotNull Evidence evidence,
        @Valid @DefaultValue Rehash rehash, @Valid @DefaultValue Witness witness,
        @DefaultValue("true") boolean mldsa, @Valid @DefaultValue Timestamp timestamp,
        @Valid @DefaultValue Webhooks webhooks) {

    /** @param bind the address to listen on */
    public record Http(@Min(0) @Max(65535) @DefaultValue("8081") int port, @DefaultValue("127.0.0.1") String bind) {
        boolean loopback() {
            try {
                return InetAddress.getByName(bind).isLoopbackAddress();
            } catch (UnknownHostException e) {
                throw new IllegalArgumentException("COUNTERSIGN_HTTP_BIND is no address: " + bind, e);
            }
        }
    }

    /** @param url JDBC address of the ledger's database; @param user the role that may only add; @param migration the role that owns the tables */
    public record Db(@NotBlank String url, @NotBlank String user, @NotNull String password,
            @Valid @NotNull Login migration) {
        @Override
        public String toString() {
            return user + "@" + url;
        }
    }

    public record Login(@NotBlank String user, @NotNull String password) {
        @Override
        public String toString() {
            return user;
        }
    }

    /** @param bootstrap host:port of brokers, with commas; @param topic for entries */
    public record Kafka(@NotBlank String bootstrap, @DefaultValue("countersign.entries") String topic) {}

    /** @param file PKCS#12 with the log's key and the secret for identities */
    public record Keys(@NotNull Path file, @NotNull String password) {
        @Override
        public String toString() {
            return file.toString();
        }
    }

    /** @param isPublic whether entries are served without a token; when not set, only on a loopback address */
    public record Entries(@Name("public") @Nullable Boolean isPublic) {}

    /**
     * @param dir    where evidence files are kept
     * @param types  media types that are taken, with commas between; {@code *} stands for all of a kind but programs, which are taken only when named in full
     * @param pkcs11 a token that holds the key their keys are wrapped by; the key file's when not set
     */
    public record Evidence(@NotNull Path dir, @NotNull @DefaultValue("*/*") String types,
            @Valid @Nullable Pkcs11 pkcs11) {}

    /** @param configuration file of the JDK's SunPKCS11 provider */
    public record Pkcs11(@NotNull Path configuration, @NotNull String pin) {
        @Override
        public String toString() {
            return configuration.toString();
        }
    }

    /**
     * The full re-hash of the log.
     *
     * @param interval from the end of one to the beginning of the next, such as {@code 24h} or {@code P1D}; @param delay from the start of the service
     *            to the first that is due then
     */
    public record Rehash(@NotNull @DurationMin(seconds = 1) @DefaultValue("24h") Duration interval,
            @NotNull @DurationMin @DefaultValue("5m") Duration delay) {}

    /** @param policy file that says which witnesses are asked to cosign and whose cosignatures are enough (C2SP tlog-policy); none when not set */
    public record Witness(@Nullable Path policy) {}

    /**
     * @param authorities timestamp authorities (RFC 3161) that stamp published checkpoints: {@code name=URL} with commas between; none when not set
     * @param interval    least time between two regular stamps by one of them
     */
    public record Timestamp(@NotNull @DefaultValue("") String authorities,
            @NotNull @DurationMin(seconds = 1) @DefaultValue("PT60S") Duration interval) {}

    /**
     * Outgoing webhooks.
     *
     * @param file     that names endpoints, events and secrets; none when not set
     * @param patience what one request may take
     * @param pause    after the first failure; it doubles with each, up to {@code longest}
     * @param giveUp   how long after its first failure an entry is not sent any more
     */
    public record Webhooks(@Nullable Path file,
            @NotNull @DurationMin(millis = 100) @DefaultValue("15s") Duration patience,
            @NotNull @DurationMin(millis = 10) @DefaultValue("5s") Duration pause,
            @NotNull @DurationMin(seconds = 1) @DefaultValue("1h") Duration longest,
            @NotNull @DurationMin(seconds = 1) @DefaultValue("72h") Duration giveUp) {}

    /** Whether entries are served without a token. */
    public boolean entriesPublic() {
        Boolean set = entries.isPublic();
        return set == null ? http.loopback() : set;
    }
}
