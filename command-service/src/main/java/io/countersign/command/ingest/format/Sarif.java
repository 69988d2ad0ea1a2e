package io.countersign.command.ingest.format;

import io.countersign.command.ingest.format.Json.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * SARIF 2.1.0. A run without {@code results} did not get as far as looking, and one whose invocation was not successful may have missed something. A
 * result may leave its level to its rule, and rules may come after results, so results are counted by rule and level until a run ends.
 */
final class Sarif {

    private static final int MAX_RULES = 10_000;
    private static final int MAX_ID = 500;
    private static final Set<String> LEVELS = Set.of("error", "warning", "note", "none");
    /** Kinds of result that say all is well; {@code fail}, {@code open} and {@code review} say or fear that it is not. */
    private static final Set<String> FINE = Set.of("pass", "notApplicable", "informational");

    private final Json json;
    private final Draft draft;
    private final Map<String, Long> levels = new HashMap<>();
    private final Map<Severity, Long> severities = new HashMap<>();
    private boolean ofVersion;
    private long runs;
    private long findings;
    private long suppressed;

    private Sarif(Json json, Draft draft) {
        this.json = json;
        this.draft = draft;
    }

    static void read(Bounded bytes, Draft draft) throws Unreadable {
        Json.read(bytes, json -> new Sarif(json, draft).read());
    }

    private void read() throws Unreadable {
        json.object("report", Map.of("version", () -> ofVersion = json.text("version").equals("2.1.0"), "runs",
                () -> json.array("runs", () -> new Run().read())));
        if (!ofVersion) {
            throw new Unreadable("The report is not SARIF 2.1.0.");
        }
        if (runs == 0) {
            throw new Unreadable("The report has no run.");
        }
        long errors = levels.getOrDefault("error", 0L);
        long warnings = levels.getOrDefault("warning", 0L);
        draft.number("findings", findings);
        draft.number("findings_error", errors);
        draft.number("findings_warning", warnings);
        draft.number("errors_and_warnings", errors + warnings);
        draft.number("findings_note", levels.getOrDefault("note", 0L));
        draft.number("findings_critical", severities.getOrDefault(Severity.CRITICAL, 0L));
        draft.number("findings_high", severities.getOrDefault(Severity.HIGH, 0L));
        draft.number("findings_suppressed", suppressed);
        if (severities.containsKey(Severity.UNRATED)) {
            draft.doubt("The report gives no security-severity for some findings.", "findings_critical",
                    "findings_high");
        }
    }

    /** What a rule says of its results. */
    private record Rule(@Nullable String id, @Nullable String level, @Nullable Severity severity) {}

    /** What results have in common that are counted together: the rule by id, else by index, and what the result says itself. */
    private record Kind(@Nullable String rule, long index, @Nullable String level, @Nullable Severity severity) {}

    private final class Run {

        private final Map<String, Rule> byId = new HashMap<>();
        private final List<Rule> byIndex = new ArrayList<>();
        private final Map<Kind, Long> results = new HashMap<>();
        private boolean looked;

        void read() throws Unreadable {
            runs++;
            json.object("run", Map.of("tool", this::tool, "invocations",
                    () -> json.array("invocations", this::invocation), "results", () -> {
                        looked = true;
                        json.array("results", () -> new Result(this).read());
                    }));
            if (!looked) {
                throw new Unreadable("A run of the report has no results: the tool did not get as far.");
            }
            results.forEach(this::count);
        }

        private void tool() throws Unreadable {
            json.object("tool", Map.of("driver", () -> {
                String[] named = new String[3];
                json.object("driver", Map.of("name", () -> named[0] = json.text("name"), "version",
                        () -> named[1] = json.text("version"), "semanticVersion",
                        () -> named[2] = json.text("semanticVersion"), "rules",
                        () -> json.array("rules", () -> rule(true))));
                draft.tool(named[0], named[1] == null ? named[2] : named[1]);
            }, "extensions", () -> json.array("extensions", () -> json.object("extension",
                    Map.of("rules", () -> json.array("rules", () -> rule(false)))))));
        }

        private void rule(boolean ofDriver) throws Unreadable {
            String[] given = new String[2];
            Severity[] severity = new Severity[1];
            json.object("rule", Map.of("id", () -> given[0] = id(), "defaultConfiguration",
                    () -> json.object("defaultConfiguration", Map.of("level", () -> given[1] = level())),
                    "properties", () -> severity(severity)));
            Rule rule = new Rule(given[0], given[1], severity[0]);
            if (byId.size() + byIndex.size() > 2 * MAX_RULES) {
                throw new Unreadable("The report has more than " + MAX_RULES + " rules.");
            }
            if (rule.id() != null) {
                byId.putIfAbsent(rule.id(), rule);
            }
            if (ofDriver) {
                byIndex.add(rule);
            }
        }

        private void invocation() throws Unreadable {
            json.object("invocation", Map.of("executionSuccessful", () -> {
                if (!json.truth("executionSuccessful")) {
                    draft.doubt("The tool says that it did not finish its work.",
                            Format.SARIF.measures().toArray(String[]::new));
                }
            }));
        }

        void add(Kind kind) throws Unreadable {
            results.merge(kind, 1L, Long::sum);
            if (results.size() > MAX_RULES) {
                throw new Unreadable("The report has findings of more than " + MAX_RULES + " rules.");
            }
        }

        private void count(Kind kind, long n) {
            Rule rule = rule(kind);
            String level = kind.level() != null ? kind.level() : rule == null ? null : rule.level();
            Severity severity = kind.severity() != null ? kind.severity() : rule == null ? null : rule.severity();
            findings += n;
            levels.merge(level == null ? "warning" : level, n, Long::sum);
            severities.merge(severity == null ? Severity.UNRATED : severity, n, Long::sum);
        }

        /** An id may go further than its rule's: {@code CA1000/1} is of {@code CA1000}. */
        private @Nullable Rule rule(Kind kind) {
            for (String id = kind.rule(); id != null; id = id.contains("/")
                    ? id.substring(0, id.lastIndexOf('/'))
                    : null) {
                Rule rule = byId.get(id);
                if (rule != null) {
                    return rule;
                }
            }
            return kind.index() >= 0 && kind.index() < byIndex.size() ? byIndex.get((int) kind.index()) : null;
        }
    }

    private final class Result {

        private final Run run;
        private @Nullable String rule;
        private long index = -1;
        private @Nullable String level;
        private String kind = "fail";
        private String baseline = "";
        private boolean accepted;
        private final Severity[] severity = new Severity[1];

        Result(Run run) {
            this.run = run;
        }

        void read() throws Unreadable {
            Step index = () -> this.index = Decimal.number(json.scalar("index"), "index").longValue();
            json.object("result", Map.of("ruleId", () -> rule = id(), "ruleIndex", index, "rule",
                    () -> json.object("rule", Map.of("id", () -> rule = id(), "index", index)), "level",
                    () -> level = level(), "kind", () -> kind = json.text("kind"), "baselineState",
                    () -> baseline = json.text("baselineState"), "suppressions", this::suppressions, "properties",
                    () -> severity(severity)));
            if (accepted) {
                suppressed++;
            } else if (!FINE.contains(kind) && !baseline.equals("absent")) {
                run.add(new Kind(rule, index(), level, severity[0]));
            }
        }

        private long index() {
            return rule == null ? index : -1;
        }

        /** Suppressed is what has a suppression, unless one of them is still under review or was rejected. */
        private void suppressions() throws Unreadable {
            boolean[] seen = new boolean[2];
            json.array("suppressions", () -> {
                seen[0] = true;
                json.object("suppression", Map.of("status",
                        () -> seen[1] |= !json.text("status").equals("accepted")));
            });
            accepted = seen[0] && !seen[1];
        }
    }

    private String id() throws Unreadable {
        String id = json.text("ruleId");
        if (id.length() > MAX_ID) {
            throw new Unreadable("The report has a rule whose id is longer than " + MAX_ID + " characters.");
        }
        return id;
    }

    private String level() throws Unreadable {
        String level = json.text("level");
        if (!LEVELS.contains(level)) {
            throw new Unreadable("The report has a finding of a level that is not known.");
        }
        return level;
    }

    /** The scanners' common extension: a CVSS score under this name. */
    private void severity(Severity[] into) throws Unreadable {
        json.object("properties", Map.of("security-severity", () -> into[0] = Severity
                .scored(Decimal.number(json.scalar("security-severity"), "security-severity"))));
    }
}
