package io.countersign.command.checklist;

import io.countersign.command.decision.Refusal;
import io.countersign.command.decision.Refusal.Problem;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code POST /api/v1/checklists}.
 *
 * @param id of the checklist; the slug of {@code name} when left out
 * @param name of the file, without its directories
 * @param markdown the exact bytes, in base64
 * @param profile YAML, in base64; a shipped checklist brings its own, for any other the defaults are inferred
 */
@SuppressWarnings("ArrayRecordComponent")
public record ImportRequest(@Nullable String id, @Nullable String name, byte @Nullable [] markdown,
        byte @Nullable [] profile) {

    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9._-]{0,62}");
    private static final Pattern SUFFIX = Pattern.compile("\\.[A-Za-z]{1,8}$");

    /** The checklist's id as asked for, whether it is a valid one or not. */
    String checklist() {
        return id != null ? id : name == null ? "" : Slug.of(SUFFIX.matcher(name).replaceFirst(""));
    }

    /** Rules {@code member-present} and {@code checklist-id}. */
    Optional<Refusal> objection() {
        if (markdown == null) {
            return Optional.of(Refusal.of(Problem.INVALID, "member-present", "markdown is missing.").in("markdown"));
        }
        if (ID.matcher(checklist()).matches()) {
            return Optional.empty();
        }
        return Optional.of(Refusal.of(Problem.INVALID, "checklist-id", id == null
                ? "No id follows from the file's name; give one."
                : "An id is a letter or digit and up to 62 of a-z, 0-9, '.', '_' and '-'.").in("id"));
    }
}
