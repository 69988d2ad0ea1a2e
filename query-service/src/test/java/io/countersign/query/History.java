package io.countersign.query;

import io.countersign.events.ChecklistEvents.ChecklistImported;
import io.countersign.events.ChecklistEvents.ChecklistItemsListed;
import io.countersign.events.ChecklistEvents.Item;
import io.countersign.events.ChecklistEvents.ItemRule;
import io.countersign.events.ChecklistEvents.Limit;
import io.countersign.events.ChecklistEvents.ProfileImported;
import io.countersign.events.ChecklistEvents.ProfileItemsListed;
import io.countersign.events.ChecklistEvents.RequiredFor;
import io.countersign.events.ChecklistEvents.Section;
import io.countersign.events.ChecklistEvents.SectionRule;
import io.countersign.events.ControlEvents.ControlChecked;
import io.countersign.events.DeploymentEvents.Artifact;
import io.countersign.events.DeploymentEvents.DeploymentOpened;
import io.countersign.events.DeploymentEvents.NoteAdded;
import io.countersign.events.Evidence;
import io.countersign.events.ItemEvents.ItemCompleted;
import io.countersign.events.ItemEvents.ItemReopened;
import io.countersign.events.ItemEvents.ItemWaived;
import io.countersign.events.LedgerEvents.LedgerCreated;
import io.countersign.events.Outcome;
import io.countersign.events.Scope;
import io.countersign.events.ReportEvents.Judged;
import io.countersign.events.ReportEvents.ReportIngested;
import io.countersign.events.SignOffEvents.SignedOff;
import io.countersign.ledger.hash.Digest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A small history: a checklist of four items, and deployments that follow it. */
public final class History {

    public static final String SOURCE = "# Small\n\n## Before\n\n- [ ] Tests pass\n- [ ] Backup taken\n- [ ] Scan clean\n\n## After\n\n- [ ] Users told\n";
    public static final String TESTS = "before.tests-pass";
    public static final String BACKUP = "before.backup-taken";
    public static final String SCAN = "before.scan-clean";
    public static final String TOLD = "after.users-told";
    public static final String CONTROL = "hipaa.encryption-in-transit";

    private History() {}

    public static Scope scope(int n) {
        return new Scope("00000000-0000-7000-8000-0000000001%02d".formatted(n), "claims", "production", "small", 1);
    }

    /** The ledger's beginning: two people and the checklist. */
    public static void begin(SealedLog log) {
        log.commit(null, new LedgerCreated(SealedLog.ORIGIN, log.vkey()));
        String digest = Digest.sha256(SOURCE.getBytes(StandardCharsets.UTF_8)).hex();
        log.commit(People.SECURITY, People.introduced(log, People.SECURITY, "Søren Š. Ωmega"),
                new ChecklistImported("small", 1, "Small", digest, SOURCE.length(), 4, 2, 1, null, null),
                new ChecklistItemsListed("small", 1, 1,
                        List.of(new Section("before", "Before", 2, 3), new Section("after", "After", 2, 9)),
                        List.of(new Item(TESTS, "Tests pass", null, "before", null, 5, false),
                                new Item(BACKUP, "Backup taken", null, "before", null, 6, false),
                                new Item(SCAN, "Scan clean", null, "before", null, 7, false),
                                new Item(TOLD, "Users told", null, "after", null, 11, false))),
                new ProfileImported("small", 1, 1, null, true, 1, List.of("Developer"), List.of(), List.of("Ticket"),
                        List.of(new SectionRule("before", RequiredFor.GO_LIVE, null),
                                new SectionRule("after", RequiredFor.CLOSE, null)),
                        List.of(), List.of(), Map.of(), List.of()),
                new ProfileItemsListed("small", 1, 1, List
                        .of(new ItemRule(SCAN, List.of(CONTROL), false, null, "probe", "a scan", List.of("CC6.7"),
                                null))));
        log.commit(People.DEVELOPER, People.introduced(log, People.DEVELOPER, "Dana"));
    }

    public static void open(SealedLog log, Scope scope) {
        log.commit(People.DEVELOPER,
                new DeploymentOpened(scope, 1, Digest.sha256(SOURCE.getBytes(StandardCharsets.UTF_8)).hex(),
                        "1.0." + scope
                                .deployment().substring(34),
                        null, List.of(), List.of(new Artifact("app", "sha256:" + "ab".repeat(32))),
                        List.of()));
    }

    /** Everything one can do to a deployment while it is open, one commit each but for the last two. */
    public static void work(SealedLog log, Scope scope, Evidence file) {
        log.commit(People.DEVELOPER, new ItemCompleted(scope, TESTS, log.secret("note", "=1+1 all green, 412 tests"),
                List.of(file), Instant.parse("2026-03-01T07:59:00Z")));
        log.commit(People.DEVELOPER, new NoteAdded(scope, log.secret("text", "Freeze begins at noon")));
        log.commit(People.SECURITY,
                new ControlChecked(scope, CONTROL, Outcome.PASS, "probe", log.secret("expected", "TLS 1.2+"),
                        log.secret("observed", "TLS 1.3"), List.of(), null));
        log.commit(People.SECURITY,
                new ItemWaived(scope, BACKUP, "00000000-0000-7000-8000-0000000002" + scope.deployment()
                        .substring(34), log.secret("reason", "Replica is enough"), null, log.time().plusSeconds(60)));
        log.commit(People.DEVELOPER, new SignedOff(scope, "Developer", "00000000-0000-7000-8000-0000000003" + scope
                .deployment().substring(34), log.secret("meaning", "authored"), "bearer", "cd".repeat(32),
                log.records()
                        .size() - 1));
        log.commit(People.DEVELOPER, new ItemReopened(scope, TESTS, log.secret("reason", "flaky")),
                new io.countersign.events.SignOffEvents.SignOffLapsed(scope, "Developer",
                        "00000000-0000-7000-8000-0000000003" + scope.deployment().substring(34), "item-reopened",
                        TESTS));
        log.commit(People.DEVELOPER, new ReportIngested(scope, "junit", null, "8.4.1",
                Map.of("tests", "412", "tests_failed", "0"), Outcome.PASS, null,
                List.of(new Judged(TESTS, "tests_failed", "0", new Limit("at-most", "0"), Outcome.PASS, null, "left",
                        "control-not-passing")),
                file, null));
    }
}
