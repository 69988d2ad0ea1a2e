package io.countersign.query.search;

import io.countersign.events.ChecklistEvents.ChecklistItemsListed;
import io.countersign.events.ChecklistEvents.Item;
import io.countersign.events.DeploymentEvent;
import io.countersign.events.DeploymentEvents.DeploymentOpened;
import io.countersign.events.Scope;
import io.countersign.query.intake.BulkTable;
import io.countersign.query.intake.Projection;
import io.countersign.query.intake.Verified;
import io.countersign.query.timeline.TimelineLine;
import io.countersign.query.words.Words;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Views {@code mentions} (which redactable values a deployment's entries name), {@code actors} (who acted in it), {@code named} (what it is called
 * by) and {@code item_texts}.
 */
@Component
@org.springframework.context.annotation.Scope(ConfigurableBeanFactory.SCOPE_PROTOTYPE)
class SearchProjection implements Projection {

    private final JdbcClient db;

    SearchProjection(JdbcClient db) {
        this.db = db;
    }

    @Override
    public String tables() {
        return """
            CREATE TABLE mentions (
              deployment text COLLATE "C" NOT NULL, digest text COLLATE "C" NOT NULL, event text NOT NULL, about text,
              from_position bigint NOT NULL, to_position bigint, PRIMARY KEY (deployment, digest));
            CREATE INDEX ON mentions (digest);
            CREATE TABLE actors (
              deployment text COLLATE "C" NOT NULL, person text COLLATE "C" NOT NULL, from_position bigint NOT NULL,
              to_position bigint, PRIMARY KEY (deployment, person));
            CREATE INDEX ON actors (person);
            CREATE TABLE named (
              deployment text COLLATE "C" PRIMARY KEY, system text COLLATE "C" NOT NULL, environment text COLLATE "C" NOT NULL,
              checklist text COLLATE "C" NOT NULL, version int NOT NULL, said text NOT NULL, words tsvector NOT NULL,
              from_position bigint NOT NULL, to_position bigint);
            CREATE INDEX ON named USING gin (words);
            CREATE INDEX ON named (checklist, version);
            CREATE TABLE item_texts (
              checklist text COLLATE "C" NOT NULL, version int NOT NULL, item text COLLATE "C" NOT NULL, said text NOT NULL,
              words tsvector NOT NULL, from_position bigint NOT NULL, to_position bigint, PRIMARY KEY (checklist, version, item));
            CREATE INDEX ON item_texts USING gin (words);
            """;
    }

    @Override
    public void apply(List<Verified> batch) {
        Rows mentions = new Rows(5);
        Rows actors = new Rows(3);
        for (Verified each : batch) {
            switch (each.event()) {
                case DeploymentEvent event -> {
                    String deployment = event.scope().deployment();
                    String type = TimelineLine.word(each.entry().type());
                    each.redactables().forEach(digest -> mentions.add(each.position(), deployment, digest, type,
                            TimelineLine.about(event)));
                    String person = each.entry().author().person();
                    if (person != null) {
                        actors.add(each.position(), deployment, person);
                    }
                    if (event instanceof DeploymentOpened opened) {
                        named(opened, each.position());
                    }
                }
                case ChecklistItemsListed listed -> itemTexts(listed, each.position());
                case null, default -> {
                }
            }
        }
        writeMentions(mentions);
        writeActors(actors);
    }

    private void writeMentions(Rows rows) {
        if (!rows.positions.isEmpty()) {
            // the first of several mentions counts
            db.sql("""
                INSERT INTO mentions SELECT DISTINCT ON (deployment, digest) deployment, digest, event, about, position, NULL::bigint
                FROM unnest(?, ?, ?, ?, ?) m(deployment, digest, event, about, position) ORDER BY deployment, digest, position
                ON CONFLICT DO NOTHING""")
                    .params(rows.columns()).update();
        }
    }

    private void writeActors(Rows rows) {
        if (!rows.positions.isEmpty()) {
            db.sql("""
                INSERT INTO actors SELECT DISTINCT ON (deployment, person) deployment, person, position, NULL::bigint
                FROM unnest(?, ?, ?) a(deployment, person, position) ORDER BY deployment, person, position
                ON CONFLICT DO NOTHING""").params(rows.columns()).update();
        }
    }

    private void named(DeploymentOpened opened, long position) {
        Scope scope = opened.scope();
        String said = scope.system() + " " + BulkTable.storable(opened.release()) + " into " + scope.environment()
                + ", following "
                + scope.checklist() + "@" + scope.version();
        String commit = opened.commit() == null ? "" : " " + opened.commit();
        db.sql("INSERT INTO named VALUES (?, ?, ?, ?, ?, ?, to_tsvector('simple', ?), ?, NULL)")
                .params(scope.deployment(), scope.system(), scope.environment(), scope.checklist(), scope.version(),
                        said, Words.of(said + " " + scope.deployment() + commit), position)
                .update();
    }

    private void itemTexts(ChecklistItemsListed listed, long position) {
        List<Item> items = listed.items();
        db.sql("""
            INSERT INTO item_texts SELECT ?, ?, item, said, to_tsvector('simple', words), ?, NULL::bigint
            FROM unnest(?, ?, ?) i(item, said, words)""")
                .params(listed.checklist(), listed.version(), position,
                        items.stream().map(Item::id).toArray(String[]::new),
                        items.stream().map(Item::text).toArray(String[]::new),
                        items.stream().map(i -> Words.of(i.text() + " " + i.id())).toArray(String[]::new))
                .update();
    }

    /** Rows on their way into a table, column by column, the position last. */
    private static final class Rows {

        final List<List<@Nullable String>> texts = new ArrayList<>();
        final List<Long> positions = new ArrayList<>();

        Rows(int columns) {
            for (int i = 1; i < columns; i++) {
                texts.add(new ArrayList<>());
            }
        }

        void add(long position, @Nullable String... values) {
            for (int i = 0; i < values.length; i++) {
                String value = values[i];
                texts.get(i).add(value == null ? null : BulkTable.storable(value));
            }
            positions.add(position);
        }

        List<Object> columns() {
            List<Object> columns = new ArrayList<>();
            texts.forEach(column -> columns.add(column.toArray(String[]::new)));
            columns.add(positions.toArray(Long[]::new));
            return columns;
        }
    }
}
