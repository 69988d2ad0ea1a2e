package io.countersign.command.ingest;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonFormat;
import io.countersign.command.decision.Claim;
import io.countersign.command.decision.Claim.FileRef;
import io.countersign.command.ingest.format.Format;
import io.countersign.events.Redactable;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code POST …/reports}.
 *
 * @param sha256 of the report, uploaded before
 * @param name what the caller calls the file
 * @param items to judge it for, each by an unambiguous end of its id; also {@code item}, for one. Left out: every item the profile has it decide
 * @param format one of {@link Format}'s; recognised by what is in the file when left out
 * @param measure what a Prometheus result measures, by the profile's name for it; the items' own when left out
 * @param occurredAt when it was made; of a Prometheus result its own time when left out
 */
public record IngestRequest(@Nullable String sha256, @Nullable Redactable name,
        @JsonAlias("item") @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY) @Nullable List<String> items,
        @Nullable String format, @Nullable String measure, @Nullable Instant occurredAt) {

    public IngestRequest {
        items = items == null ? List.of() : items.stream().distinct().toList();
    }

    /** The items named, as they were called. */
    List<String> named() {
        return items == null ? List.of() : items;
    }

    FileRef file() {
        return new FileRef(sha256, name);
    }

    Claim claim() {
        return new Claim(List.of(file()), occurredAt);
    }

    Optional<Format> given() {
        return format == null ? Optional.empty() : Format.named(format);
    }
}
