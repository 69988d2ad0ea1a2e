package io.countersign.command.publication;

import io.countersign.command.publication.Witnesses.Judgement;
import io.countersign.ledger.note.NoteRejected;
import io.countersign.ledger.note.NoteSignature;
import io.countersign.ledger.note.SignedNote;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** {@code working.published} and what is remembered beside it: what each witness cosigned last, and time stamps. */
public final class PublishedTable {

    /** Newest checkpoints that are kept whatever has become of them; older ones stay only with a time stamp. */
    private static final int KEPT = 10_000;

    /** @param note with all lines so far; @param settled when it was witnessed; see {@link Judgement#settled} */
    record Row(long size, String note, Instant time, Quorum quorum, List<String> lacking, @Nullable Instant settled) {}

    /** @param size that the witness last cosigned */
    record Seen(long size, Instant time) {}

    /** @param response DER of the authority's whole answer; not copied, not to be changed */
    @SuppressWarnings("ArrayRecordComponent")
    record Stamp(String authority, Instant time, byte[] response) {}

    /**
     * @param latest  the newest published size; null for none
     * @param settled the newest witnessed one
     * @param waiting when the oldest checkpoint after that was published
     */
    record Reach(@Nullable Long latest, @Nullable Long settled, @Nullable Instant settledAt,
            @Nullable Instant waiting) {}

    private static final String COLUMNS = "select size, note, time, quorum, lacking, settled from working.published ";

    private final JdbcClient sql;
    private final TransactionTemplate transaction;

    public PublishedTable(JdbcClient sql, TransactionTemplate transaction) {
        this.sql = sql;
        this.transaction = transaction;
    }

    /** @return whether it was not there yet */
    boolean insert(Row row, int cosigned) {
        return sql.sql("""
            insert into working.published (size, note, time, quorum, lacking, cosigned, settled)
            values (:size, :note, :time, :quorum, :lacking, :cosigned, :settled) on conflict (size) do nothing""")
                .param("size", row.size()).param("note", row.note()).param("time", utc(row.time()))
                .param("quorum", row.quorum().word()).param("lacking", row.lacking().toArray(String[]::new))
                .param("cosigned", cosigned).param("settled", row.settled() == null ? null : utc(row.settled()))
                .update() == 1;
    }

    /** Adds signature lines of keys that have none there yet, and judges anew. */
    void amend(long size, Collection<NoteSignature> lines, Function<SignedNote, Judgement> judge, Instant now) {
        transaction.executeWithoutResult(_ -> sql.sql(COLUMNS + "where size = :size for update").param("size", size)
                .query((row, _) -> row(row)).optional().ifPresent(found -> {
                    SignedNote note = parse(found.note());
                    for (NoteSignature line : lines) {
                        boolean there = note.signatures().stream()
                                .anyMatch(l -> l.keyId() == line.keyId() && l.name().equals(line.name()));
                        note = there ? note : note.with(line);
                    }
                    Judgement judged = judge.apply(note);
                    Instant settled = found.settled() != null ? found.settled() : judged.settled() ? now : null;
                    sql.sql("""
                        update working.published set note = :note, quorum = :quorum, lacking = :lacking,
                        cosigned = :cosigned, settled = :settled where size = :size""")
                            .param("note", note.format()).param("quorum", judged.quorum().word())
                            .param("lacking", judged.lacking().toArray(String[]::new))
                            .param("cosigned", judged.cosigned())
                            .param("settled", settled == null ? null : utc(settled)).param("size", size).update();
                }));
    }

    Optional<Row> latest() {
        return sql.sql(COLUMNS + "order by size desc limit 1").query((row, _) -> row(row)).optional();
    }

    /** The newest one that is at least so long, one that was witnessed before one that was not. */
    Optional<Row> best(long atLeast) {
        return sql.sql(COLUMNS + "where size >= :size order by settled is null, size desc limit 1")
                .param("size", atLeast).query((row, _) -> row(row)).optional();
    }

    Optional<Row> at(long size) {
        return sql.sql(COLUMNS + "where size = :size").param("size", size).query((row, _) -> row(row)).optional();
    }

    /** The newest witnessed checkpoint that is not longer than this. @param quorum whether only a quorum counts */
    Optional<Seen> settledUpTo(long size, boolean quorum) {
        return sql.sql("""
            select size, settled from working.published where settled is not null and size <= :size
            and (not :asked or quorum = 'met') order by size desc limit 1""").param("size", size)
                .param("asked", quorum)
                .query((row, _) -> new Seen(row.getLong(1), Objects.requireNonNull(instant(row, 2)))).optional();
    }

    /** @param quorum whether only a quorum counts as witnessed */
    Reach reach(boolean quorum) {
        return sql.sql("""
            select (select max(size) from working.published), s.size, s.settled,
              (select time from working.published where size > coalesce(s.size, -1) order by size limit 1)
            from (values (1)) one left join lateral (select size, settled from working.published
              where settled is not null and (not :asked or quorum = 'met') order by size desc limit 1) s on true""")
                .param("asked", quorum)
                .query((row, _) -> new Reach(row.getObject(1, Long.class), row.getObject(2, Long.class),
                        instant(row, 3), instant(row, 4)))
                .single();
    }

    /** Remembers that a witness has cosigned a size. */
    void saw(String vkey, long size, Instant now) {
        sql.sql("""
            insert into working.witnesses (vkey, size, time) values (:vkey, :size, :time)
            on conflict (vkey) do update set size = excluded.size, time = excluded.time""").param("vkey", vkey)
                .param("size", size).param("time", utc(now)).update();
    }

    /** What each witness has last cosigned, by its vkey. */
    Map<String, Seen> seen() {
        Map<String, Seen> seen = new HashMap<>();
        sql.sql("select vkey, size, time from working.witnesses").query(row -> {
            seen.put(row.getString(1), new Seen(row.getLong(2), Objects.requireNonNull(instant(row, 3))));
        });
        return seen;
    }

    void stamp(long size, Stamp stamp) {
        sql.sql("""
            insert into working.timestamps (size, authority, time, response)
            values (:size, :authority, :time, :response) on conflict do nothing""").param("size", size)
                .param("authority", stamp.authority()).param("time", utc(stamp.time()))
                .param("response", stamp.response()).update();
    }

    List<Stamp> stamps(long size) {
        return sql.sql("select authority, time, response from working.timestamps where size = :size order by authority")
                .param("size", size)
                .query((row, _) -> new Stamp(row.getString(1), Objects.requireNonNull(instant(row, 2)),
                        row.getBytes(3)))
                .list();
    }

    /** Forgets old checkpoints that nothing rests on: the log's own commit checkpoints stay, and any of them can be published again. */
    void prune() {
        sql.sql("""
            delete from working.published p where size < (select size from working.published order by size desc
            offset :kept limit 1) and not exists (select from working.timestamps t where t.size = p.size)""")
                .param("kept", KEPT).update();
    }

    static SignedNote parse(String note) {
        try {
            return SignedNote.parse(note);
        } catch (NoteRejected e) {
            throw new IllegalStateException("a stored checkpoint is no signed note", e);
        }
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(row.getLong(1), row.getString(2), Objects.requireNonNull(instant(row, 3)),
                Quorum.valueOf(row.getString(4).toUpperCase(Locale.ROOT)),
                List.of((String[]) row.getArray(5).getArray()), instant(row, 6));
    }

    private static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
