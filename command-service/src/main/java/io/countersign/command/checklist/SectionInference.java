package io.countersign.command.checklist;

import io.countersign.events.ChecklistEvents.RequiredFor;
import io.countersign.events.ChecklistEvents.Section;
import io.countersign.events.ChecklistEvents.SectionRule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What each section counts for, read off its heading. */
final class SectionInference {

    private static final Pattern ROLLBACK = words("roll[- ]?backs?|back[- ]?out|revert(ing)?");
    private static final Pattern BEFORE = words("pre|before|prior");
    private static final Pattern CLOSE = words(
            "post|after|launch|go[- ]?live|follow[- ]?up|communications?|announcements?|announce|retrospective");

    private record Guess(RequiredFor requiredFor, @Nullable String every) {}

    private static final Guess GO_LIVE = new Guess(RequiredFor.GO_LIVE, null);

    private SectionInference() {}

    /** A rule for each section whose guess differs from the section's around it. */
    static List<SectionRule> of(List<Section> sections) {
        Map<String, Guess> guesses = new HashMap<>();
        List<SectionRule> rules = new ArrayList<>();
        for (Section section : sections) {
            Guess around = around(section.id(), guesses);
            Guess guess = guess(section.title(), around);
            guesses.put(section.id(), guess);
            if (!guess.equals(around)) {
                rules.add(new SectionRule(section.id(), guess.requiredFor(), guess.every(),
                        guess.every() == null ? null : SectionRule.GRACE.get(guess.every())));
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
        String every = Recognition.interval(title);
        if (every != null) {
            return new Guess(RequiredFor.RECURRING, every);
        }
        if (BEFORE.matcher(title).find()) {
            return GO_LIVE;
        }
        if (ROLLBACK.matcher(title).find()) {
            return new Guess(RequiredFor.ROLLBACK, null);
        }
        return CLOSE.matcher(title).find() ? new Guess(RequiredFor.CLOSE, null) : around;
    }

    private static Pattern words(String alternatives) {
        return Pattern.compile("(^|[^\\p{L}\\p{N}])(?:" + alternatives + ")(?![\\p{L}\\p{N}])",
                Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }
}
