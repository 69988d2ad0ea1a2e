package io.countersign.command.decision;

import io.countersign.command.decision.Refusal.Problem;
import io.countersign.events.Evidence;
import io.countersign.events.Redactable;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a caller claims besides the deed: files that back it, uploaded before or kept elsewhere, and when it happened.
 *
 * @param occurredAt null when the caller says nothing of it
 */
public record Claim(List<FileRef> evidence, @Nullable Instant occurredAt) {

    /** At most this many files are named in one request. */
    public static final int MAX_FILES = 100;

    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    /**
     * A request's mention of a file.
     *
     * @param sha256 hex, in any case
     * @param url where it is kept; of a file that was uploaded before it is left out
     */
    public record FileRef(@Nullable String sha256, @Nullable Redactable name, @Nullable ExternalUrl url) {

        /** A file that was uploaded. */
        public FileRef(@Nullable String sha256, @Nullable Redactable name) {
            this(sha256, name, null);
        }

        /** @return null when the request left it out or it is no SHA-256 */
        public @Nullable String digest() {
            if (sha256 == null) {
                return null;
            }
            String hex = sha256.toLowerCase(Locale.ROOT);
            return SHA256.matcher(hex).matches() ? hex : null;
        }
    }

    public Claim {
        evidence = List.copyOf(evidence);
    }

    /** A request's list, which may be left out; it has no null in it, since the reader refuses one. */
    public static List<FileRef> list(@Nullable List<FileRef> given) {
        return given == null ? List.of() : given;
    }

    /** The digests named, for looking them up in the evidence store; what is no digest is left out. */
    public List<String> digests() {
        return evidence.stream().filter(f -> f.url() == null).map(FileRef::digest).filter(Objects::nonNull).distinct()
                .toList();
    }

    /** Rules {@code occurred-in-future}, {@code too-many-files}, {@code not-a-digest} and {@code evidence-missing}. */
    public Optional<Refusal> objection(Situation s) {
        return objection(s.now(), s.uploads());
    }

    /** As the other. @param uploads each file that the store has, by lower-case hex SHA-256 */
    public Optional<Refusal> objection(Instant now, Map<String, Upload> uploads) {
        if (occurredAt != null && occurredAt.isAfter(now)) {
            return Optional.of(Refusal.of(Problem.INVALID, "occurred-in-future",
                    "occurredAt " + occurredAt + " is later than now, " + now + ".").in("occurredAt"));
        }
        if (evidence.size() > MAX_FILES) {
            return Optional.of(Refusal.of(Problem.INVALID, "too-many-files",
                    "One request names at most " + MAX_FILES + " evidence files.").in("evidence"));
        }
        return evidence.stream().flatMap(f -> objection(f, uploads).stream()).findFirst();
    }

    private static Optional<Refusal> objection(FileRef file, Map<String, Upload> uploads) {
        String digest = file.digest();
        if (digest == null) {
            return Optional.of(Refusal.of(Problem.INVALID, "not-a-digest",
                    "Evidence is named by the 64 hex digits of its SHA-256.").in("evidence"));
        }
        return file.url() != null || uploads.containsKey(digest)
                ? Optional.empty()
                : Optional.of(Refusal.of(Problem.UNKNOWN, "evidence-missing",
                        "No evidence file " + digest + " has been uploaded; upload it first.").in("evidence"));
    }

    /** The files as they are sealed. To be asked only after {@link #objection} had none. */
    public List<Evidence> files(Situation s) {
        return files(s.uploads());
    }

    /** As the other. @param uploads each file that the store has, by lower-case hex SHA-256 */
    public List<Evidence> files(Map<String, Upload> uploads) {
        return evidence.stream().map(f -> {
            String digest = Objects.requireNonNull(f.digest());
            if (f.url() != null) {
                return new Evidence(digest, null, f.name(), f.url().text(), null);
            }
            Upload upload = Objects.requireNonNull(uploads.get(digest));
            return new Evidence(digest, upload.size(), f.name(), null, upload.mediaType());
        }).toList();
    }
}
