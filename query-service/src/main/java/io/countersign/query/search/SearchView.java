package io.countersign.query.search;

import io.countersign.query.answer.NameOf;
import io.countersign.query.answer.Period;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds by words, as of a position. Called within a snapshot. */
@Component
class SearchView {

    /** Every source of hits. The key tells hits of one entry apart. */
    private static final String HITS = """
        WITH hits AS (
          SELECT 'deployment' AS kind, n.deployment AS key, n.deployment, NULL::text AS about, NULL::text AS event,
            NULL::text AS field, NULL::text AS person, n.from_position AS position, n.said,
            n.system, n.environment
          FROM named n WHERE n.words @@ disclosures.asked(:question, :goesOn)
          UNION ALL
          SELECT 'item', i.item, n.deployment, i.item, NULL, NULL, NULL, n.from_position, i.said,
            n.system, n.environment
          FROM item_texts i JOIN named n USING (checklist, version) WHERE i.words @@ disclosures.asked(:question, :goesOn)
          UNION ALL
          SELECT 'text', m.digest, m.deployment, m.about, m.event, x.name, NULL, m.from_position, x.value,
            m.system, m.environment
          FROM mentions m JOIN disclosures.disclosed x USING (digest) WHERE x.words @@ disclosures.asked(:question, :goesOn)
          UNION ALL
          SELECT 'person', p.person, NULL, NULL, NULL, NULL, p.person, p.from_position, coalesce(
            (SELECT x.value FROM disclosures.disclosed x WHERE x.digest = p.name), ''),
            NULL, NULL
          FROM people p WHERE EXISTS (SELECT FROM disclosures.disclosed x
            WHERE x.digest IN (p.name, p.subject) AND x.words @@ disclosures.asked(:question, :goesOn)))
        SELECT h.* FROM hits h
        WHERE h.position <= :position AND h.kind = coalesce(:kind, h.kind)
          AND (:deployment::text IS NULL OR h.deployment = :deployment)
          AND (:system::text IS NULL OR h.system = :system) AND (:environment::text IS NULL OR h.environment = :environment)
          AND (:from::timestamptz IS NULL OR h.position >=
            (SELECT e.position FROM mirror.entries e WHERE e.time >= :from ORDER BY e.time, e.position LIMIT 1))
          AND (:to::timestamptz IS NULL OR h.position <=
            (SELECT e.position FROM mirror.entries e WHERE e.time < :to ORDER BY e.time DESC, e.position DESC LIMIT 1))
          AND (h.position < :afterPosition OR h.position = :afterPosition AND (h.kind, h.key) > (:afterKind, :afterKey))
        ORDER BY h.position DESC, h.kind, h.key LIMIT :limit""";

    /** @param question as {@code Words.asked} gives it; @param goesOn whether its last word may go on; @param sealed when the entry was */
    record Asked(String question, boolean goesOn, @Nullable String kind, @Nullable String deployment,
            @Nullable String system, @Nullable String environment, Period sealed) {}

    /** The last hit of a page, after which the next begins. */
    record After(long position, String kind, String key) {

        static final After NOTHING = new After(Long.MAX_VALUE, "", "");
    }

    /** A hit and its place. */
    record Placed(Hit hit, After place) {}

    private final JdbcClient db;

    SearchView(JdbcClient db) {
        this.db = db;
    }

    /** The latest entries first. */
    List<Placed> find(Asked asked, long position, After after, int limit) {
        return db.sql(HITS).param("question", asked.question()).param("goesOn", asked.goesOn())
                .param("kind", asked.kind()).param("deployment", asked.deployment())
                .param("system", asked.system()).param("environment", asked.environment())
                .param("from", asked.sealed().fromUtc()).param("to", asked.sealed().toUtc()).param("position", position)
                .param("afterPosition", after.position()).param("afterKind", after.kind())
                .param("afterKey", after.key()).param("limit", limit).query((rs, _) -> {
                    String kind = rs.getString("kind");
                    String about = rs.getString("about");
                    String person = rs.getString("person");
                    boolean item = "item".equals(kind);
                    Hit hit = new Hit(kind, rs.getString("deployment"), rs.getString("system"),
                            rs.getString("environment"), item ? about : null, item ? null : about,
                            rs.getString("event"), rs.getString("field"), person, NameOf.of(person),
                            rs.getLong("position"), Snippet.of(rs.getString("said"), asked.question()));
                    return new Placed(hit, new After(hit.position(), kind, rs.getString("key")));
                }).list();
    }
}
