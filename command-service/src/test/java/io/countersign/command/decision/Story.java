package io.countersign.command.decision;

import io.countersign.command.decision.Caller.Kind;
import io.countersign.events.ChecklistEvents;
import io.countersign.events.ChecklistEvents.Alternative;
import io.countersign.events.ChecklistEvents.ChecklistImported;
import io.countersign.events.ChecklistEvents.ChecklistItemsListed;
import io.countersign.events.ChecklistEvents.Command;
import io.countersign.events.ChecklistEvents.Computed;
import io.countersign.events.ChecklistEvents.Item;
import io.countersign.events.ChecklistEvents.ItemRule;
import io.countersign.events.ChecklistEvents.Limit;
import io.countersign.events.ChecklistEvents.Procedure;
import io.countersign.events.ChecklistEvents.ProfileImported;
import io.countersign.events.ChecklistEvents.ProfileItemsListed;
import io.countersign.events.ChecklistEvents.ReportRule;
import io.countersign.events.ChecklistEvents.RequiredFor;
import io.countersign.events.ChecklistEvents.SectionRule;
import io.countersign.events.ChecklistEvents.Step;
import io.countersign.events.ChecklistEvents.Threshold;
import io.countersign.events.ChecklistEvents.Trigger;
import io.countersign.events.DeploymentEvent;
import io.countersign.events.DeploymentEvents.Artifact;
import io.countersign.events.DeploymentEvents.DeploymentOpened;
import io.countersign.events.LedgerEvent;
import io.countersign.events.Redactable;
import io.countersign.events.Scope;
import io.countersign.events.state.Definition;
import io.countersign.events.state.DeploymentState;
import io.countersign.events.state.Recorded;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One deployment of a small checklist, told event by event; a minute passes with each. */
public final class Story {

    public static final Scope SCOPE = new Scope("d1", "claims", "production", "small", 1);
    public static final Instant START = Instant.parse("2026-11-22T20:00:00Z");
    public static final Redactable TEXT = new Redactable("a-disclosure-s-digest");
    public static final String CONTROL = "hipaa.audit-logging";
    public static final String FILE = "ab".repeat(32);

    public static final Caller DEVELOPER = person("developer");
    public static final Caller REVIEWER = person("reviewer");
    public static final Caller DEVOPS = person("devops");
    public static final Caller SECURITY = person("security");
    public static final Caller AUDITOR = person("auditor");
    public static final Caller PIPELINE = new Caller("person/pipeline", "id-pipeline", Kind.SERVICE_ACCOUNT,
            Set.of("pipeline"));

    private static final Limit NOTHING = new Limit("at-most", "0");
    private static final ReportRule NO_FAILURE = none("tests_failed", "junit");

    public static final List<ChecklistEvents> CHECKLIST = List.of(
            new ChecklistImported("small", 1, "Small", "00".repeat(32), 10, 12, 4, 1, null, null),
            new ChecklistItemsListed("small", 1, 1, List.of(), List.of(item("before.lint", null, null, 1),
                    item("before.tests-pass", null, null, 2), item("before.services", null, null, 3),
                    item("before.services.backend", "before.services", null, 4),
                    item("before.all-above", null, null, 5), item("before.docs.lint", null, null, 6),
                    item("after.smoke", null, null, 7), item("after.optional", null, null, 8),
                    item("back.stop", null, 1, 9), item("back.revert", null, 2, 10),
                    item("back.tell", null, null, 11), item("weekly.patch", null, null, 12))),
            new ProfileImported("small", 1, 1, null, true, 1,
                    List.of("Developer", "Reviewer", "DevOps", "Security"), List.of("Reviewer", "Security"),
                    List.of("Version", "Ticket"),
                    List.of(new SectionRule("after", RequiredFor.CLOSE, null),
                            new SectionRule("back", RequiredFor.ROLLBACK, null),
                            new SectionRule("weekly", RequiredFor.RECURRING, "weekly")),
                    List.of(new Threshold("error_rate", "ratio", new Limit("below", "0.001"),
                            new Limit("above", "0.01"), null),
                            new Threshold("latency_p95", "s", new Limit("below", "0.5"), new Limit("above", "2"),
                                    "PT5M")),
                    List.of(new Trigger("errors", "Error rate", "error_rate"),
                            new Trigger("slow", "Slow", "latency_p95"),
                            new Trigger("data", "Data integrity", null)),
                    Map.of("abandon", List.of("security")), List.of(), Map.of(),
                    List.of(new Procedure("migrations", "Migrations", "before", List.of(
                            step("check", null, null, List.of(0, 1), "migrate --check"),
                            step("migrate", null, null, List.of(), "migrate"),
                            step("smoke", "after.smoke", "If it is a working day", List.of(), "smoke"))),
                            new Procedure("undo", "Undo", "back", List.of(
                                    step("roll-back", null, null, List.of(), "rollout undo", "rollout status"),
                                    step("migrate-back", null, "If it was migrated", List.of(),
                                            "migrate <app> <to>"),
                                    step("check", null, null, List.of(), "status"))),
                            new Procedure("undo-cache", "Undo the cache", "back",
                                    List.of(step("check", null, null, List.of(), "ping"))),
                            new Procedure("warm-up", "Warm up", "before",
                                    List.of(step("check", null, null, List.of(), "ping")))),
                    List.of(), null, List.of(), Map.of("Version", "version")),
            new ProfileItemsListed("small", 1, 1,
                    List.of(rule("before.all-above", List.of(), false, new Computed(true, null)),
                            reported("before.tests-pass", List.of(CONTROL), NO_FAILURE),
                            reported("before.lint", List.of(), none("vulnerabilities", "cyclonedx", "pip-audit")),
                            reported("before.docs.lint", List.of(),
                                    none("vulnerabilities_critical", "cyclonedx", "pip-audit")),
                            reported("before.services.backend", List.of(),
                                    new ReportRule(List.of("sarif"), "findings", NOTHING, true)),
                            reported("after.smoke", List.of(),
                                    new ReportRule(List.of("prometheus"), "error_rate", new Limit("below", "0.001"),
                                            false)),
                            new ItemRule("after.optional", List.of(), true, null, null, null, List.of(), null,
                                    List.of(new Alternative("as-written", "As written"),
                                            new Alternative("plan", "A plan")),
                                    List.of(), null))));

    public static final Definition DEFINITION = Definition.of(CHECKLIST, 1, 1).orElseThrow();

    public static final DeploymentOpened OPENED = new DeploymentOpened(SCOPE, 1, "00".repeat(32), "2.0", null,
            List.of("id-author"), List.of(new Artifact("api", "sha256:" + FILE)), List.of());

    private final List<Recorded> log = new ArrayList<>();
    private Definition definition = DEFINITION;
    private Instant now = START;

    /** A deployment that the developer opened. */
    public static Story opened() {
        return new Story().by(DEVELOPER, OPENED);
    }

    /** The same deployment, of a checklist of that many items whose profile names no fields. */
    public Story ofMany(int items) {
        List<Item> many = java.util.stream.IntStream.range(0, items)
                .mapToObj(i -> item("before." + "long-".repeat(20) + i, null, null, i + 1)).toList();
        definition = Definition.of(List.of(
                new ChecklistImported("small", 1, "Small", "00".repeat(32), 10, items, 1, 1, null, null),
                new ChecklistItemsListed("small", 1, 1, List.of(), many),
                new ProfileImported("small", 1, 1, null, true, 0, List.of(), List.of(), List.of(), List.of(), List.of(),
                        List.of(), Map.of(), List.of())),
                1, 1).orElseThrow();
        return this;
    }

    public Story by(Caller who, LedgerEvent... events) {
        for (LedgerEvent event : events) {
            now = now.plus(Duration.ofMinutes(1));
            log.add(new Recorded(event, log.size(), now, who.person()));
        }
        return this;
    }

    /** Asks, and lets what was accepted happen. */
    public Decision ask(Caller who, DeploymentQuestion question) {
        return ask(who, question, Duration.ofMinutes(1));
    }

    public Decision ask(Caller who, DeploymentQuestion question, Duration later) {
        now = now.plus(later);
        List<Recorded> seen = seen(question);
        Decision decision = question.decide(new Situation(definition, DeploymentState.fold(seen), who, now,
                Map.of(FILE, new Upload(12, "text/plain")),
                seen.stream().filter(r -> !(r.event() instanceof DeploymentEvent)).toList()),
                () -> new UUID(7, log.size()));
        if (decision instanceof Decision.Accepted(List<LedgerEvent> events)) {
            events.forEach(e -> log.add(new Recorded(e, log.size(), now, who.person())));
        }
        return decision;
    }

    /** What the question looks at and no more, as in the service: a look that is missing shows in what is decided. */
    private List<Recorded> seen(DeploymentQuestion question) {
        List<Look> looks = new ArrayList<>(question.looks(SCOPE, definition));
        looks.add(Look.phases(SCOPE.deployment()));
        return log.stream().filter(r -> looks.stream().anyMatch(l -> sees(l, r.event()))).toList();
    }

    private static boolean sees(Look look, LedgerEvent event) {
        return (event.streams().contains(look.tag()) || event.tags().contains(look.tag()))
                && (look.types().isEmpty() || look.types().contains(event.getClass()));
    }

    public DeploymentState state() {
        return DeploymentState.fold(log);
    }

    public Instant now() {
        return now;
    }

    public static Caller person(String role) {
        return new Caller("person/" + role, "id-" + role, Kind.USER, Set.of(role));
    }

    private static Item item(String id, @Nullable String parent, @Nullable Integer number, int line) {
        return new Item(id, "Text of " + id, parent, id.substring(0, id.indexOf('.')), number, line, false);
    }

    private static Step step(String id, @Nullable String item, @Nullable String when, List<Integer> mayExit,
            String... runs) {
        return new Step(id, "Step " + id, item, when, Stream.of(runs).map(r -> new Command(r,
                r.contains("<") ? List.of("app", "to") : List.of(), mayExit)).toList());
    }

    private static ItemRule rule(String item, List<String> controls, boolean mayBeNotApplicable,
            @Nullable Computed computed) {
        return new ItemRule(item, controls, mayBeNotApplicable, computed, null, null, List.of(), null);
    }

    private static ItemRule reported(String item, List<String> controls, ReportRule report) {
        return new ItemRule(item, controls, false, null, "report", null, List.of(), report);
    }

    private static ReportRule none(String measure, String... formats) {
        return new ReportRule(List.of(formats), measure, NOTHING, false);
    }
}
