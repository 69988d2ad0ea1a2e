package io.countersign.command.deployment;

import static io.countersign.command.decision.Story.AUDITOR;
import static io.countersign.command.decision.Story.DEVELOPER;
import static io.countersign.command.decision.Story.DEVOPS;
import static io.countersign.command.decision.Story.REVIEWER;
import static io.countersign.command.decision.Story.SCOPE;
import static io.countersign.command.decision.Story.SECURITY;
import static io.countersign.command.decision.Story.TEXT;

import io.countersign.command.decision.Caller;
import io.countersign.command.decision.Caller.Kind;
import io.countersign.command.decision.Decision;
import io.countersign.command.decision.FieldValue;
import io.countersign.command.decision.DeploymentQuestion;
import io.countersign.command.decision.Scenarios;
import io.countersign.command.decision.Story;
import io.countersign.command.deployment.MeasureRequest.Measured;
import io.countersign.command.deployment.OpenRequest.ArtifactRef;
import io.countersign.events.DeploymentEvents.DeploymentAbandoned;
import io.countersign.events.DeploymentEvents.DeploymentWentLive;
import io.countersign.events.DeploymentEvents.EmergencyReviewed;
import io.countersign.events.Redactable;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What is refused of a deployment's opening, life, particulars and measurements. */
public final class DeploymentRefusals {

    private static final Instant LATER = Story.START.plusSeconds(86_400);
    private static final FieldValue VALUE = FieldValue.of("2.4.0", TEXT);
    private static final FieldValue WORDS = FieldValue.of("the newest one", TEXT);
    private static final DeploymentAbandoned ABANDONED = new DeploymentAbandoned(SCOPE, TEXT);
    private static final DeploymentWentLive IN_EMERGENCY = new DeploymentWentLive(SCOPE, true, TEXT, List.of(),
            List.of(), LATER);
    private static final Caller MACHINE = new Caller("person/machine", "id-machine", Kind.SERVICE_ACCOUNT,
            Set.of("security"));

    private DeploymentRefusals() {}

    public static void tell(Scenarios told) {
        open(told);
        life(told);
        review(told);
        particulars(told);
        measure(told);
    }

    private static void open(Scenarios told) {
        String sha = "sha256:" + Story.FILE;
        Scenarios t = told;
        t.add("deployment-open", "role-lacking", _ -> OpenDecisionTest.ask(AUDITOR, body("small", "claims", "2.0")));
        t.add("deployment-open", "checklist-required", opening(body(null, "claims", "2.0")));
        t.add("deployment-open", "unknown-checklist", opening(body("smal", "claims", "2.0")));
        t.add("deployment-open", "system-required", opening(body("small", null, "2.0")));
        t.add("deployment-open", "environment-required",
                opening(new OpenRequest("small", "claims", null, "2.0", null, null, null, null)));
        t.add("deployment-open", "not-an-identifier", opening(body("small", "Claims", "2.0")));
        t.add("deployment-open", "unknown-deployment", opening(OpenDecisionTest.follow("claims", "d2")));
        t.add("deployment-open", "other-system", opening(OpenDecisionTest.follow("billing", "d1")));
        t.add("deployment-open", "release-required", opening(body("small", "claims", " ")));
        t.add("deployment-open", "text-not-printable", opening(body("small", "claims", "2.0\u202e1")));
        t.add("deployment-open", "release-too-long", opening(body("small", "claims", "2".repeat(129))));
        t.add("deployment-open", "not-a-commit", opening(with("xyz", null, null, null)));
        t.add("deployment-open", "not-a-digest",
                opening(with(null, null, List.of(new ArtifactRef("a", "md5:1")), null)));
        t.add("deployment-open", "artifact-twice", opening(
                with(null, null, List.of(new ArtifactRef("a", sha), new ArtifactRef("a", sha)), null)));
        t.add("deployment-open", "name-too-long",
                opening(with(null, null, List.of(new ArtifactRef("a".repeat(129), sha)), null)));
        t.add("deployment-open", "too-many-artifacts",
                opening(with(null, null, Collections.nCopies(51, new ArtifactRef("a", sha)), null)));
        t.add("deployment-open", "too-many-authors", opening(with(null, Collections.nCopies(51, "a"), null, null)));
        t.add("deployment-open", "unknown-field", opening(with(null, null, null, Map.of("Versoin", VALUE))));
        t.add("deployment-open", "too-many-fields", opening(with(null, null, null, IntStream.range(0, 51).boxed()
                .collect(Collectors.toMap(i -> "f" + i, _ -> VALUE)))));
    }

    private static void life(Scenarios told) {
        LifeRequest goLive = new LifeRequest.GoLive(null, null);
        told.add("go-live", "role-lacking", asking(DEVELOPER, new LifeQuestion(goLive)));
        told.add("go-live", "wrong-phase", after(IN_EMERGENCY, DEVOPS, new LifeQuestion(goLive)));
        told.add("go-live", "gate-not-satisfied", asking(DEVOPS, new LifeQuestion(goLive)));
        told.add("go-live", "reason-required", asking(DEVOPS, new LifeQuestion(new LifeRequest.GoLive(true, null))));
        told.add("go-live", "no-emergency", s -> LifeDecisionTest.ready(s).ask(DEVOPS,
                new LifeQuestion(new LifeRequest.GoLive(true, TEXT))));
        told.add("go-live", "too-many-unmet",
                s -> s.ofMany(500).ask(DEVOPS, new LifeQuestion(new LifeRequest.GoLive(true, TEXT))));
        told.add("close", "role-lacking", asking(DEVELOPER, new LifeQuestion(new LifeRequest.Close())));
        told.add("close", "wrong-phase", asking(DEVOPS, new LifeQuestion(new LifeRequest.Close())));
        told.add("close", "gate-not-satisfied",
                after(IN_EMERGENCY, DEVOPS, new LifeQuestion(new LifeRequest.Close())));
        LifeQuestion abandon = new LifeQuestion(new LifeRequest.Abandon(TEXT));
        told.add("abandon", "role-lacking", asking(DEVELOPER, abandon));
        told.add("abandon", "wrong-phase", after(IN_EMERGENCY, SECURITY, abandon));
        told.add("abandon", "reason-required", asking(SECURITY, new LifeQuestion(new LifeRequest.Abandon(null))));
    }

    private static void review(Scenarios told) {
        LifeQuestion review = new LifeQuestion(new LifeRequest.Review(TEXT));
        told.add("review", "machine-cannot-sign", after(IN_EMERGENCY, MACHINE, review));
        told.add("review", "role-lacking", after(IN_EMERGENCY, DEVELOPER, review));
        told.add("review", "wrong-phase", after(ABANDONED, REVIEWER, review));
        told.add("review", "nothing-to-review", asking(REVIEWER, review));
        told.add("review", "reviewer-declared-it",
                s -> s.by(SECURITY, IN_EMERGENCY).ask(SECURITY, review));
        told.add("review", "already-reviewed", s -> s.by(DEVOPS, IN_EMERGENCY)
                .by(SECURITY, new EmergencyReviewed(SCOPE, TEXT)).ask(REVIEWER, review));
        told.add("review", "finding-required",
                after(IN_EMERGENCY, REVIEWER, new LifeQuestion(new LifeRequest.Review(null))));
    }

    private static void particulars(Scenarios told) {
        told.add("note-add", "role-lacking", asking(AUDITOR, note(TEXT)));
        told.add("note-add", "text-required", asking(DEVELOPER, note(null)));
        told.add("field-set", "role-lacking", asking(AUDITOR, field("Version", VALUE)));
        told.add("field-set", "wrong-phase", after(ABANDONED, DEVELOPER, field("Version", VALUE)));
        told.add("field-set", "name-required", asking(DEVELOPER, field(null, VALUE)));
        told.add("field-set", "value-required", asking(DEVELOPER, field("Version", null)));
        told.add("field-set", "not-a-field-name",
                s -> s.ofMany(1).ask(DEVELOPER, field("two\nlines", VALUE)));
        told.add("field-set", "unknown-field", asking(DEVELOPER, field("Versoin", VALUE)));
        told.add("field-set", "field-mistyped", asking(DEVELOPER, field("Version", WORDS)));
        told.add("deployment-open", "field-mistyped", opening(with(null, null, null, Map.of("Version", WORDS))));
        told.add("notification-record", "role-lacking", asking(AUDITOR, told("email", TEXT, TEXT, null)));
        told.add("notification-record", "channel-required", asking(DEVELOPER, told(null, TEXT, TEXT, null)));
        told.add("notification-record", "not-a-channel", asking(DEVELOPER, told("E-mail!", TEXT, TEXT, null)));
        told.add("notification-record", "to-required", asking(DEVELOPER, told("email", null, TEXT, null)));
        told.add("notification-record", "reference-required", asking(DEVELOPER, told("email", TEXT, null, null)));
        told.add("notification-record", "occurred-in-future", asking(DEVELOPER, told("email", TEXT, TEXT, LATER)));
    }

    private static void measure(Scenarios told) {
        told.add("measure", "role-lacking", asking(AUDITOR, measured("error_rate", "0", null, null)));
        told.add("measure", "wrong-phase", after(ABANDONED, DEVELOPER, measured("error_rate", "0", null, null)));
        told.add("measure", "measurements-required",
                asking(DEVELOPER, new MeasureQuestion(new MeasureRequest(null))));
        told.add("measure", "too-many-measurements", asking(DEVELOPER, new MeasureQuestion(
                new MeasureRequest(Collections.nCopies(101, new Measured("error_rate", "0", null, null))))));
        told.add("measure", "name-required", asking(DEVELOPER, measured(null, "0", null, null)));
        told.add("measure", "value-required", asking(DEVELOPER, measured("error_rate", null, null, null)));
        told.add("measure", "not-a-measurement-name", asking(DEVELOPER, measured("error rate", "0", null, null)));
        told.add("measure", "not-a-number", asking(DEVELOPER, measured("error_rate", "low", null, null)));
        told.add("measure", "not-a-unit", asking(DEVELOPER, measured("error_rate", "0", "§§", null)));
        told.add("measure", "unit-mismatch", asking(DEVELOPER, measured("error_rate", "0", "s", null)));
        told.add("measure", "occurred-in-future", asking(DEVELOPER, measured("error_rate", "0", null, LATER)));
    }

    private static OpenRequest body(@Nullable String checklist, @Nullable String system, @Nullable String release) {
        return new OpenRequest(checklist, system, "production", release, null, null, null, null);
    }

    private static OpenRequest with(@Nullable String commit, @Nullable List<String> authors,
            @Nullable List<ArtifactRef> artifacts, @Nullable Map<String, FieldValue> fields) {
        return new OpenRequest("small", "claims", "production", "2.0", commit, authors, artifacts, fields, null);
    }

    private static Function<Story, Decision> opening(OpenRequest request) {
        return _ -> OpenDecisionTest.ask(DEVELOPER, request);
    }

    private static ParticularsQuestion note(@Nullable Redactable text) {
        return new ParticularsQuestion(new ParticularsRequest.AddNote(text));
    }

    private static ParticularsQuestion field(@Nullable String name, @Nullable FieldValue value) {
        return new ParticularsQuestion(new ParticularsRequest.SetField(name, value));
    }

    private static ParticularsQuestion told(@Nullable String channel, @Nullable Redactable to,
            @Nullable Redactable reference, @Nullable Instant occurredAt) {
        return new ParticularsQuestion(new ParticularsRequest.Notify(channel, to, reference, occurredAt));
    }

    private static MeasureQuestion measured(@Nullable String name, @Nullable String value, @Nullable String unit,
            @Nullable Instant occurredAt) {
        return new MeasureQuestion(new MeasureRequest(List.of(new Measured(name, value, unit, occurredAt))));
    }

    private static Function<Story, Decision> asking(Caller who, DeploymentQuestion question) {
        return s -> s.ask(who, question);
    }

    private static Function<Story, Decision> after(io.countersign.events.LedgerEvent event, Caller who,
            DeploymentQuestion question) {
        return s -> s.by(DEVOPS, event).ask(who, question);
    }
}
