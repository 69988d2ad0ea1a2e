package io.countersign.command.deployment;

import io.countersign.command.decision.PlainText;
import io.countersign.command.decision.Refusal;
import io.countersign.command.decision.Refusal.Problem;
import io.countersign.command.decision.Required;
import io.countersign.command.deployment.OpenRequest.ArtifactRef;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What the members of a request to open a deployment must look like, each rule under its name. */
final class OpenShape {

    private static final Pattern COMMIT = Pattern.compile("[0-9a-fA-F]{7,64}");
    private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-fA-F]{64}");
    private static final int MAX_RELEASE = 128;
    private static final int MAX_NAME = 128;
    private static final int MAX_LIST = 50;

    private OpenShape() {}

    /** Rules {@code release-too-long} and {@code text-not-printable}. */
    static Optional<Refusal> release(OpenRequest r) {
        return Required.member("release", r.release())
                .or(() -> Objects.requireNonNull(r.release()).length() > MAX_RELEASE
                        ? invalid("release-too-long", "release",
                                "A release has at most " + MAX_RELEASE + " characters.")
                        : printable("release", Objects.requireNonNull(r.release())));
    }

    /** Rule {@code not-a-commit}. */
    static Optional<Refusal> commit(OpenRequest r) {
        return r.commit() == null || COMMIT.matcher(r.commit()).matches()
                ? Optional.empty()
                : invalid("not-a-commit", "commit", "A commit is 7 to 64 hex digits.");
    }

    /** Rules {@code too-many-artifacts}, {@code name-too-long}, {@code text-not-printable}, {@code not-a-digest} and {@code artifact-twice}. */
    static Optional<Refusal> artifacts(OpenRequest r) {
        List<ArtifactRef> artifacts = Objects.requireNonNull(r.artifacts());
        if (artifacts.size() > MAX_LIST) {
            return invalid("too-many-artifacts", "artifacts", "A deployment names at most " + MAX_LIST + " artifacts.");
        }
        Set<String> names = new HashSet<>();
        for (ArtifactRef artifact : artifacts) {
            String name = artifact.name();
            if (name == null || name.isBlank() || name.length() > MAX_NAME) {
                return invalid("name-too-long", "artifacts",
                        "An artifact's name has 1 to " + MAX_NAME + " characters.");
            }
            Optional<Refusal> hidden = printable("artifacts", name);
            if (hidden.isPresent()) {
                return hidden;
            }
            if (artifact.digest() == null || !DIGEST.matcher(artifact.digest()).matches()) {
                return invalid("not-a-digest", "artifacts",
                        "The artifact \"" + name + "\" needs a digest: sha256: and 64 hex digits.");
            }
            if (!names.add(name)) {
                return invalid("artifact-twice", "artifacts", "The artifact \"" + name + "\" is named twice.");
            }
        }
        return Optional.empty();
    }

    /** Rules {@code too-many-authors}, {@code name-too-long} and {@code text-not-printable}. */
    static Optional<Refusal> authors(OpenRequest r) {
        List<String> authors = Objects.requireNonNull(r.authors());
        if (authors.size() > MAX_LIST) {
            return invalid("too-many-authors", "authors", "A deployment names at most " + MAX_LIST + " authors.");
        }
        return authors.stream().anyMatch(a -> a.isBlank() || a.length() > 2 * MAX_NAME)
                ? invalid("name-too-long", "authors", "An author is a subject of 1 to " + 2 * MAX_NAME + " characters.")
                : authors.stream().flatMap(a -> printable("authors", a).stream()).findFirst();
    }

    private static Optional<Refusal> printable(String member, String text) {
        return PlainText.ONE_LINE.objection(text).map(refusal -> refusal.in(member));
    }

    private static Optional<Refusal> invalid(String rule, String member, String reason) {
        return Optional.of(Refusal.of(Problem.INVALID, rule, reason).in(member));
    }
}
