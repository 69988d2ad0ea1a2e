package io.countersign.command.checklist;

import io.countersign.events.ChecklistEvents.Computed;
import io.countersign.events.ChecklistEvents.Item;
import io.countersign.events.ChecklistEvents.ItemRule;
import io.countersign.events.ChecklistEvents.RequiredFor;
import io.countersign.events.ChecklistEvents.Section;
import io.countersign.events.ChecklistEvents.SectionRule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Guesses at a profile from how checklists are commonly worded. What is guessed is listed among the assumptions, so that nobody takes it for something
 * the checklist says; a profile of one's own replaces it.
 */
final class ProfileInference {

    private static final Pattern ROLLBACK = words("roll[- ]?backs?|back[- ]?out|revert(ing)?");
    private static final Pattern RECURRING = words("(daily|weekly|monthly|quarterly|yearly|annual)");
    private static final Pattern BEFORE = words("pre|before|prior");
    private static final Pattern CLOSE = words(
            "post|after|launch|go[- ]?live|follow[- ]?up|communications?|announcements?|announce|retrospective");
    private static final Pattern CONDITIONAL = Pattern.compile(
            "\\((if|or|when|where|optional|as applicable|n/a)\\b|\\b(if|as|when|where) (needed|necessary|applicable|required|appropriate)\\b|^optional\\b",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern ALL_ABOVE = Pattern
            .compile("all (checklist )?(items|steps|checks) above( are)?( completed| complete| done| checked)?\\W*",
                    Pattern.CASE_INSENSITIVE);

    private record Guess(RequiredFor requiredFor, @Nullable String every) {}

    private static final Guess GO_LIVE = new Guess(RequiredFor.GO_LIVE, null);

    private ProfileInference() {}

    static ParsedProfile of(ParsedChecklist checklist) {
        List<SectionRule> sections = sections(checklist.sections());
        List<ItemRule> items = checklist.items().stream().flatMap(ProfileInference::rule).toList();
        List<String> assumptions = new ArrayList<>();
        assumptions.add(
                "No profile was given: what each section counts for is inferred from its heading, go-live where none tells.");
        List<String> roles = roles(checklist, assumptions);
        return new ParsedProfile(null, true, roles, List.of(), List.of(), sections, items, List.of(), List.of(),
                Map.of(), assumptions);
    }

    /** A rule for each section whose guess differs from the section's around it. */
    private static List<SectionRule> sections(List<Section> sections) {
        Map<String, Guess> guesses = new HashMap<>();
        List<SectionRule> rules = new ArrayList<>();
        for (Section section : sections) {
            Guess around = around(section.id(), guesses);
            Guess guess = guess(section.title(), around);
            guesses.put(section.id(), guess);
            if (!guess.equals(around)) {
                rules.add(new SectionRule(section.id(), guess.requiredFor(), guess.every()));
            }
        }
        return rules;
    }

    private static Guess around(String id, Map<String, Guess> guesses) {
        for (int dot = id.lastIndexOf('.'); dot > 0; dot = id.lastIndexOf('.', dot - 1)) {
            Guess outer = guesses.get(id.substring(0, dot));
            if (outer != null) {
                return outer;
            }
        }
        return GO_LIVE;
    }

    /** Inside a rollback or maintenance everything is of it; elsewhere the innermost telling heading decides. */
    private static Guess guess(String title, Guess around) {
        if (around.requiredFor() == RequiredFor.ROLLBACK || around.requiredFor() == RequiredFor.RECURRING) {
            return around;
        }
        Matcher every = RECURRING.matcher(title);
        if (every.find()) {
            String word = every.group(2).toLowerCase(java.util.Locale.ROOT);
            return new Guess(RequiredFor.RECURRING, word.equals("annual") ? "yearly" : word);
        }
        if (BEFORE.matcher(title).find()) {
            return GO_LIVE;
        }
        if (ROLLBACK.matcher(title).find()) {
            return new Guess(RequiredFor.ROLLBACK, null);
        }
        return CLOSE.matcher(title).find() ? new Guess(RequiredFor.CLOSE, null) : around;
    }

    private static Stream<ItemRule> rule(Item item) {
        boolean conditional = CONDITIONAL.matcher(item.text()).find();
        boolean above = ALL_ABOVE.matcher(item.text()).matches();
        return conditional || above
                ? Stream.of(new ItemRule(item.id(), List.of(), conditional, above ? new Computed(true, null) : null,
                        above ? "computed" : null, null, List.of(), null))
                : Stream.empty();
    }

    /** The sign-off table's, as far as they are roles of ours. */
    private static List<String> roles(ParsedChecklist checklist, List<String> assumptions) {
        List<String> table = checklist.recognised().signOffRoles();
        List<String> known = Profile.ROLES.stream().filter(r -> table.stream().anyMatch(r::equalsIgnoreCase)).toList();
        if (known.isEmpty()) {
            assumptions.add(
                    "No sign-off table names a role that can sign: Developer, Reviewer, DevOps and Security are asked for.");
            return Profile.ROLES;
        }
        if (known.size() < table.size()) {
            assumptions.add("The sign-off table also names roles that cannot sign here; they are not asked for.");
        }
        return known;
    }

    private static Pattern words(String alternatives) {
        return Pattern.compile("(^|[^\\p{L}\\p{N}])(?:" + alternatives + ")(?![\\p{L}\\p{N}])",
                Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }
}
