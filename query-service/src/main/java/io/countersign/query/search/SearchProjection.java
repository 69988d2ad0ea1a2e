package io.countersign.query.search;

import io.countersign.events.ChecklistEvents.ChecklistItemsListed;
import io.countersign.events.ChecklistEvents.Item;
import io.countersign.events.DeploymentEvent;
import io.countersign.events.DeploymentEvents.DeploymentOpened;
import io.countersign.events.IdentityEvents;
import io.countersign.events.LedgerEvent;
import io.countersign.events.Scope;
import io.countersign.ledger.entry.StreamIndex;
import io.countersign.query.intake.BulkTable;
import io.countersign.query.intake.Projection;
import io.countersign.query.intake.Verified;
import io.countersign.query.timeline.TimelineLine;
import io.countersign.query.words.Words;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Views {@code mentions} (which redactable values entries name, and of which deployment, if of one), {@code actors} (who acted in it), {@code named} (what it is called
 * by) and {@code item_texts}.
 */
@Component
@org.springframework.context.annotation.Scope(ConfigurableBeanFactory.SCOPE_PROTOTYPE)
class SearchProjection implements Projection {

    private static final int MOST_REMEMBERED = 10_000;

    private final JdbcClient db;
    /** Who is known to have acted where, the latest of them: they need not be written again. */
    private final Set<String> acted = Collections.newSetFromMap(new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > MOST_REMEMBERED;
        }
    });

    SearchProjection(JdbcClient db) {
        this.db = db;
    }

    @Override
    public String tables() {
        return """
            CREATE TABLE mentions (
              digest text COLLATE "C" PRIMARY KEY, deployment text COLLATE "C", system text COLLATE "C", environment text COLLATE "C",
              event text NOT NULL, about text, from_position bigint NOT NULL, to_position bigint);
            CREATE INDEX ON mentions (deployment);
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
        Rows mentions = new Rows(7);
        Rows actors = new Rows(3);
        Rows named = new Rows(8);
        for (Verified each : batch) {
            addMentions(mentions, each);
            switch (each.event()) {
                case DeploymentEvent event -> {
                    String deployment = event.scope().deployment();
                    String person = each.entry().author().person();
                    if (person != null && acted.add(deployment + " " + person)) {
                        actors.add(each.position(), deployment, person);
                    }
                    if (event instanceof DeploymentOpened opened) {
                        addNamed(named, opened, each.position());
                    }
                }
                case ChecklistItemsListed listed -> itemTexts(listed, each.position());
                case null, default -> {
                }
            }
        }
        writeMentions(mentions);
        writeActors(actors);
        writeNamed(named);
    }

    /** Who people are is no text that was said: they are found by their names. */
    private static void addMentions(Rows rows, Verified entry) {
        LedgerEvent event = entry.event();
        if (event == null || event instanceof IdentityEvents) {
            return;
        }
        for (String digest : entry.redactables()) {
            rows.add(entry.position(), digest, population(entry, "deployment/"), population(entry, "system/"),
                    population(entry, "environment/"), TimelineLine.word(entry.entry().type()),
                    TimelineLine.about(event));
        }
    }

    private static @Nullable String population(Verified entry, String kind) {
        return entry.entry().streams().stream().map(StreamIndex::stream).filter(s -> s.startsWith(kind)).findFirst()
                .map(s -> s.substring(kind.length())).orElse(null);
    }

    private void writeMentions(Rows rows) {
        if (!rows.positions.isEmpty()) {
            // the first of several mentions counts
            db.sql("""
                INSERT INTO mentions SELECT DISTINCT ON (digest) digest, deployment, system, environment, event, about, position, NULL::bigint
                FROM unnest(?, ?, ?, ?, ?, ?, ?) m(digest, deployment, system, environment, event, about, position) ORDER BY digest, position
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

    private static void addNamed(Rows rows, DeploymentOpened opened, long position) {
        Scope scope = opened.scope();
        String said = scope.system() + " " + opened.release() + " into " + scope.environment() + ", following "
                + scope.checklist() + "@" + scope.version();
        String commit = opened.commit() == null ? "" : " " + opened.commit();
        rows.add(position, scope.deployment(), scope.system(), scope.environment(), scope.checklist(),
                Integer.toString(scope.version()), said, Words.of(said + " " + scope.deployment() + commit));
    }

    private void writeNamed(Rows rows) {
        if (!rows.positions.isEmpty()) {
            db.sql("""
                INSERT INTO named SELECT deployment, system, environment, checklist, version::int, said,
                  to_tsvector('simple', words), position, NULL::bigint
                FROM unnest(?, ?, ?, ?, ?, ?, ?, ?) n(deployment, system, environment, checklist, version, said, words, position)""")
                    .params(rows.columns()).update();
        }
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
