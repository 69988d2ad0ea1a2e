package io.countersign.command.checklist;

import io.countersign.command.decision.Decision;
import io.countersign.command.decision.Decision.Accepted;
import io.countersign.command.decision.Decision.Already;
import io.countersign.command.decision.Look;
import io.countersign.command.decision.Question;
import io.countersign.command.decision.Refusal;
import io.countersign.command.decision.Refusal.Problem;
import io.countersign.command.decision.Right;
import io.countersign.events.ChecklistEvents;
import io.countersign.events.ChecklistEvents.ChecklistImported;
import io.countersign.events.ChecklistEvents.ChecklistRecognized;
import io.countersign.events.ChecklistEvents.ProfileImported;
import io.countersign.events.ChecklistEvents.Profiled;
import io.countersign.events.LedgerEvent;
import io.countersign.events.state.Recorded;
import io.countersign.ledger.hash.Digest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request to import a checklist, as it is put to the ledger. Other bytes are a new version with a profile of its own; the same bytes are the
 * version they were, with a new profile if another one is given.
 */
public record ImportQuestion(ImportRequest request) implements Question {

    @Override
    public String action() {
        return "checklist-import";
    }

    @Override
    public List<Look> looks() {
        return request.objection().isPresent()
                ? List.of()
                : List.of(
                        Look.at("checklist/" + request.checklist(), ChecklistImported.class, ChecklistRecognized.class,
                                ProfileImported.class));
    }

    @Override
    public Decision decide(Known known) {
        Optional<Refusal> objection = Right.IMPORT.objection(known.caller(), Map.of()).or(request::objection);
        if (objection.isPresent()) {
            return objection.get().refused();
        }
        try {
            return decide(known.events(), Objects.requireNonNull(request.markdown()));
        } catch (MalformedChecklist e) {
            return Refusal.of(Problem.INVALID, "checklist-readable", e.getMessage() + "").in(e.field())
                    .near(e.nearest()).refused();
        }
    }

    private Decision decide(List<Recorded> before, byte[] markdown) throws MalformedChecklist {
        String digest = Digest.sha256(markdown).hex();
        Optional<Recorded> same = before.stream()
                .filter(r -> r.event() instanceof ChecklistImported c && c.digest().equals(digest)).findFirst();
        int profile = 1 + before.stream().mapToInt(r -> r.event() instanceof ProfileImported p ? p.profile() : 0).max()
                .orElse(0);
        if (same.isEmpty()) {
            int version = 1 + before.stream()
                    .mapToInt(r -> r.event() instanceof ChecklistImported c ? c.version() : 0).max().orElse(0);
            ParsedChecklist parsed = MarkdownChecklist.parse(markdown);
            return accepted(ChecklistImport.events(request.checklist(), version, profile, parsed,
                    profile(parsed, markdown), digest, markdown.length));
        }
        ChecklistImported known = (ChecklistImported) same.get().event();
        int version = known.version();
        List<Recorded> profiles = before.stream()
                .filter(r -> r.event() instanceof ProfileImported p && p.version() == version).toList();
        return followed(profiles)
                ? already(same.get(), before, profiles)
                : accepted(ChecklistImport.profileEvents(request.checklist(), version, profile,
                        profile(MarkdownChecklist.parse(markdown), markdown),
                        new Profiled(digest, known.items(), known.sections())));
    }

    /** Whether the version's latest profile is the one asked for, or none is asked for. */
    private boolean followed(List<Recorded> profiles) {
        byte @Nullable [] given = request.profile();
        return !profiles.isEmpty() && (given == null || Digest.sha256(given).hex()
                .equals(((ProfileImported) profiles.getLast().event()).digest()));
    }

    private static Already already(Recorded imported, List<Recorded> before, List<Recorded> profiles) {
        int version = ((ChecklistImported) imported.event()).version();
        List<Recorded> entries = new ArrayList<>(List.of(imported));
        before.stream().filter(r -> r.event() instanceof ChecklistRecognized n && n.version() == version)
                .forEach(entries::add);
        entries.add(profiles.getLast());
        return new Already(entries);
    }

    private static Accepted accepted(List<ChecklistEvents> events) {
        List<LedgerEvent> all = new ArrayList<>(events);
        return new Accepted(all);
    }

    private ParsedProfile profile(ParsedChecklist checklist, byte[] markdown) throws MalformedChecklist {
        byte @Nullable [] given = yaml(request, markdown);
        return given == null ? Profile.infer(checklist) : Profile.parse(given, checklist);
    }

    /** The profile that goes with a request: the one given, or a shipped checklist's own. */
    static byte @Nullable [] yaml(ImportRequest request, byte[] markdown) {
        return request.profile() != null
                ? request.profile()
                : ShippedChecklists.byDigest(Digest.sha256(markdown)).map(ShippedChecklists.Shipped::profile)
                        .orElse(null);
    }
}
