package io.countersign.command.deployment;

import io.countersign.command.decision.Caller;
import io.countersign.command.decision.Decision;
import io.countersign.command.decision.Decision.Accepted;
import io.countersign.command.decision.FieldValue;
import io.countersign.command.decision.Identifier;
import io.countersign.command.decision.Policy;
import io.countersign.command.decision.Refusal;
import io.countersign.command.decision.Refusal.Problem;
import io.countersign.command.decision.Right;
import io.countersign.events.DeploymentEvents.Artifact;
import io.countersign.events.DeploymentEvents.DeploymentOpened;
import io.countersign.events.DeploymentEvents.Field;
import io.countersign.events.DeploymentEvents.FollowUpOpened;
import io.countersign.events.Scope;
import io.countersign.events.state.Definition;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a request to open a deployment comes to. It pins the versions of checklist and profile. */
final class OpenDecision {

    private record Asked(Definition definition, Caller caller, OpenRequest request,
            @Nullable DeploymentOpened followed) {}

    private static final Policy<Asked> OPEN = Policy.of(
            a -> Right.OPEN.objection(a.caller(), a.definition().profile().rights()),
            a -> Identifier.objection("system", a.request().system()),
            a -> Identifier.objection("environment", a.request().environment()),
            a -> OpenShape.release(a.request()),
            a -> OpenShape.commit(a.request()),
            a -> OpenShape.artifacts(a.request()),
            a -> OpenShape.authors(a.request()),
            OpenDecision::fields, OpenDecision::follows);

    private OpenDecision() {}

    /**
     * @param authors identities of the request's authors, in its order
     * @param followed how the deployment that the request follows was opened, if there is one
     * @param deployment id for the deployment
     */
    static Decision decide(Definition definition, OpenRequest r, Caller caller, List<String> authors,
            @Nullable DeploymentOpened followed, String deployment) {
        return OPEN.decide(new Asked(definition, caller, r, followed), () -> {
            Scope scope = new Scope(deployment, Objects.requireNonNull(r.system()),
                    Objects.requireNonNull(r.environment()), definition.checklist().checklist(),
                    definition.checklist().version());
            String commit = r.commit() == null ? null : r.commit().toLowerCase(Locale.ROOT);
            DeploymentOpened opened = new DeploymentOpened(scope, definition.profile().profile(),
                    definition.checklist().digest(), Objects.requireNonNull(r.release()), commit,
                    authors.stream().distinct().toList(), artifacts(r), fields(r),
                    followed == null ? null : followed.scope().deployment());
            return followed == null
                    ? Accepted.of(opened)
                    : Accepted.of(opened, new FollowUpOpened(followed.scope(), deployment));
        });
    }

    /** Rules {@code unknown-deployment} and {@code other-system}: what is made good is a deployment of the same system. */
    private static Optional<Refusal> follows(Asked a) {
        String follows = a.request().follows();
        if (follows == null) {
            return Optional.empty();
        }
        if (a.followed() == null) {
            return Optional.of(Refusal.of(Problem.UNKNOWN, "unknown-deployment",
                    "There is no deployment \"" + follows + "\" to follow.").in("follows"));
        }
        String system = a.followed().scope().system();
        return system.equals(a.request().system())
                ? Optional.empty()
                : Optional.of(Refusal.of(Problem.REFUSED, "other-system",
                        "The deployment to follow is of " + system + ", another system.").in("follows"));
    }

    /** Rule {@code too-many-fields}, and those of {@link FormFields}. */
    private static Optional<Refusal> fields(Asked a) {
        Map<String, ? extends @Nullable FieldValue> fields = Objects.requireNonNull(a.request().fields());
        if (fields.size() > FormFields.MAX) {
            return Optional.of(Refusal.of(Problem.INVALID, "too-many-fields",
                    "A deployment has at most " + FormFields.MAX + " fields.").in("fields"));
        }
        return fields.entrySet().stream().sorted(Map.Entry.comparingByKey())
                .flatMap(f -> FormFields.objection(a.definition(), f.getKey()).map(o -> o.in("fields"))
                        .or(() -> FormFields.mistyped(a.definition(), f.getKey(), Objects.requireNonNull(f.getValue()))
                                .map(o -> o.in("fields." + f.getKey())))
                        .stream())
                .findFirst();
    }

    private static List<Artifact> artifacts(OpenRequest r) {
        return Objects.requireNonNull(r.artifacts()).stream()
                .map(a -> new Artifact(Objects.requireNonNull(a.name()),
                        Objects.requireNonNull(a.digest()).toLowerCase(Locale.ROOT)))
                .toList();
    }

    /** By name, so that equal requests are equal bytes. */
    private static List<Field> fields(OpenRequest r) {
        return Objects.requireNonNull(r.fields()).entrySet().stream().sorted(Map.Entry.comparingByKey())
                .map(f -> new Field(f.getKey(), Objects.requireNonNull(f.getValue()).text())).toList();
    }
}
