package io.countersign.command.export;

import io.countersign.command.decision.Refusal;
import io.countersign.command.decision.Refusal.Problem;
import io.countersign.command.decision.Required;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code POST /api/v1/exports}: either a deployment's export, or a period's, which may be narrowed to a system and an environment.
 *
 * @param export a UUID
 * @param manifest hex SHA-256 of the pack's manifest
 * @param through last position considered when the pack was put together
 */
record ExportRequest(@Nullable String export, @Nullable String manifest, @Nullable String deployment,
        @Nullable String system, @Nullable String environment, @Nullable Instant from, @Nullable Instant to,
        @Nullable Long through, @Nullable List<String> withheld) {

    private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,62}");

    /** Rules {@code member-present} and its kin: what is missing or malformed. */
    Optional<Refusal> objection() {
        return Required.member("export", export).or(() -> Required.member("manifest", manifest))
                .or(() -> Required.member("through", through))
                .or(() -> shaped("export", export, UUID, "a UUID in lower case"))
                .or(() -> shaped("manifest", manifest, DIGEST, "the 64 lower-case hex digits of a SHA-256"))
                .or(() -> shaped("system", system, NAME, "a name of a system"))
                .or(() -> shaped("environment", environment, NAME, "a name of an environment")).or(this::asked);
    }

    private Optional<Refusal> asked() {
        boolean period = from != null && to != null;
        boolean narrowed = system != null || environment != null || from != null || to != null;
        return deployment != null && !narrowed || deployment == null && period
                ? Optional.empty()
                : Optional.of(Refusal.of(Problem.INVALID, "export-asked",
                        "An export is of a deployment, or of a period with from and to.").in("deployment"));
    }

    private static Optional<Refusal> shaped(String field, @Nullable String value, Pattern shape, String what) {
        return value == null || shape.matcher(value).matches()
                ? Optional.empty()
                : Optional.of(Refusal.of(Problem.INVALID, "member-readable", field + " is " + what + ".").in(field));
    }
}
