package io.countersign.command.webhook;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** {@code working.webhooks}: how far each endpoint has come; {@code working.webhooks_given_up}: what it never took. */
public final class WebhookTable {

    /**
     * @param next  position of the entry it gets next
     * @param since when that entry failed first, if it has
     * @param gone  when the endpoint said that it wants nothing any more; null while it is sent to
     */
    record Cursor(long next, @Nullable Instant since, @Nullable Instant gone) {}

    private final JdbcClient sql;

    public WebhookTable(JdbcClient sql) {
        this.sql = sql;
    }

    /** Has an endpoint that is new begin at this position. */
    void begin(String endpoint, long position) {
        sql.sql("insert into working.webhooks (endpoint, next) values (:endpoint, :next) on conflict do nothing")
                .param("endpoint", endpoint).param("next", position).update();
    }

    /** Where an endpoint is; empty when it has not begun. */
    Optional<Cursor> cursor(String endpoint) {
        return sql.sql("select next, since, gone from working.webhooks where endpoint = :endpoint")
                .param("endpoint", endpoint)
                .query((row, _) -> new Cursor(row.getLong(1), instant(row, 2), instant(row, 3))).optional();
    }

    /** @return whether it was where the caller thinks; otherwise another node has moved it */
    boolean advance(String endpoint, long from, long to) {
        return sql.sql("""
            update working.webhooks set next = :to, since = null where endpoint = :endpoint and next = :from""")
                .param("to", to).param("endpoint", endpoint).param("from", from).update() == 1;
    }

    /** Remembers when an entry failed first. */
    void failed(String endpoint, long position, Instant now) {
        sql.sql("""
            update working.webhooks set since = coalesce(since, :now) where endpoint = :endpoint and next <= :position""")
                .param("now", now.atOffset(ZoneOffset.UTC)).param("endpoint", endpoint).param("position", position)
                .update();
    }

    /** Remembers that an endpoint wants nothing any more. Until it is asked again the failing of its next entry does not count. */
    void gone(String endpoint, Instant now) {
        sql.sql("update working.webhooks set gone = :now, since = null where endpoint = :endpoint")
                .param("now", now.atOffset(ZoneOffset.UTC)).param("endpoint", endpoint).update();
    }

    /** Has these endpoints asked again. */
    void askAgain(Collection<String> endpoints) {
        sql.sql("update working.webhooks set gone = null where gone is not null and endpoint = any(:endpoints)")
                .param("endpoints", endpoints.toArray(String[]::new)).update();
    }

    /** Since when each endpoint that wants nothing any more is not sent to. */
    Map<String, Instant> gone() {
        Map<String, Instant> gone = new HashMap<>();
        sql.sql("select endpoint, gone from working.webhooks where gone is not null").query(row -> {
            gone.put(row.getString(1), row.getObject(2, OffsetDateTime.class).toInstant());
        });
        return gone;
    }

    /** Records that an entry is not sent again, and why. */
    void giveUp(String endpoint, long position, Instant now, String why) {
        sql.sql("""
            insert into working.webhooks_given_up (endpoint, position, time, why)
            values (:endpoint, :position, :time, :why) on conflict do nothing""").param("endpoint", endpoint)
                .param("position", position).param("time", now.atOffset(ZoneOffset.UTC)).param("why", why).update();
    }

    /** How many entries each endpoint never took. */
    Map<String, Long> givenUp() {
        Map<String, Long> counts = new HashMap<>();
        sql.sql("select endpoint, count(*) from working.webhooks_given_up group by endpoint")
                .query(row -> {
                    counts.put(row.getString(1), row.getLong(2));
                });
        return counts;
    }

    private static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
