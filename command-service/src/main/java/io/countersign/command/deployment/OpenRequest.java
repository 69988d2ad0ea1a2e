package io.countersign.command.deployment;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.countersign.command.decision.FieldValue;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code POST /api/v1/deployments}.
 *
 * @param checklist {@code id} or {@code id@version}; the latest version when none is given
 * @param release what is deployed, in the system's own numbering; 1 to 128 characters
 * @param commit 7 to 64 hex digits
 * @param authors subjects, at the caller's issuer, of those who wrote it and so may not review it
 * @param fields of the deployment's form, by name
 * @param follows id of the deployment that this one makes good after its rollback
 */
public record OpenRequest(@Nullable String checklist, @Nullable String system, @Nullable String environment,
        @Nullable String release, @Nullable String commit, @Nullable List<String> authors,
        @Nullable List<ArtifactRef> artifacts,
        @JsonSetter(contentNulls = Nulls.SET) @Nullable Map<String, @Nullable FieldValue> fields,
        @Nullable String follows) {

    /** Following no other deployment. */
    public OpenRequest(@Nullable String checklist, @Nullable String system, @Nullable String environment,
            @Nullable String release, @Nullable String commit, @Nullable List<String> authors,
            @Nullable List<ArtifactRef> artifacts, @Nullable Map<String, @Nullable FieldValue> fields) {
        this(checklist, system, environment, release, commit, authors, artifacts, fields, null);
    }

    /** A field left blank is read as null and means the same as one left out. */
    private static Map<String, @Nullable FieldValue> filled(@Nullable Map<String, @Nullable FieldValue> given) {
        Map<String, @Nullable FieldValue> filled = new TreeMap<>(given == null ? Map.of() : given);
        filled.values().removeIf(Objects::isNull);
        return Collections.unmodifiableMap(filled);
    }

    /** @param digest {@code sha256:} and 64 hex digits */
    public record ArtifactRef(@Nullable String name, @Nullable String digest) {}

    public OpenRequest {
        authors = authors == null ? List.of() : List.copyOf(authors);
        artifacts = artifacts == null ? List.of() : List.copyOf(artifacts);
        fields = filled(fields);
    }
}
