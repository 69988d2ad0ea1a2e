package io.countersign.events;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The life of a deployment, its fields, notes and measurements. */
public sealed interface DeploymentEvents extends DeploymentEvent {

    /** @param digest {@code sha256:<hex>} of what is deployed */
    record Artifact(String name, String digest) {}

    record Field(String name, Redactable value) {}

    /** An unmet condition of a gate, by the name of its rule and what it is about. */
    record UnmetCondition(String rule, @Nullable String item, @Nullable String role, @Nullable String control) {}

    /**
     * @param profile version of the checklist's profile that this deployment follows, from 1
     * @param checklistDigest hex SHA-256 of the checklist's exact bytes
     * @param authors identities (keyed HMACs of issuer and subject) of the commit's named authors, who may not review it
     * @param follows id of the deployment that this one makes good, after its rollback
     */
    @EventType("deployment-opened")
    record DeploymentOpened(Scope scope, int profile, String checklistDigest, String release, @Nullable String commit,
            List<String> authors, List<Artifact> artifacts, List<Field> fields,
            @Nullable String follows) implements DeploymentEvents {
        public DeploymentOpened {
            authors = Lists.copy(authors);
            artifacts = Lists.copy(artifacts);
            fields = Lists.copy(fields);
        }

        /** Following no other. */
        public DeploymentOpened(Scope scope, int profile, String checklistDigest, String release,
                @Nullable String commit, List<String> authors, List<Artifact> artifacts, List<Field> fields) {
            this(scope, profile, checklistDigest, release, commit, authors, artifacts, fields, null);
        }
    }

    /** Another deployment makes this one good; in one append with its opening. @param deployment id of the other */
    @EventType("follow-up-opened")
    record FollowUpOpened(Scope scope, String deployment) implements DeploymentEvents {}

    @EventType("field-set")
    record FieldSet(Scope scope, String name, Redactable value) implements DeploymentEvents {}

    @EventType("note-added")
    record NoteAdded(Scope scope, Redactable text) implements DeploymentEvents {}

    /**
     * Somebody was told.
     *
     * @param notification its id, by which an item can name it
     * @param channel such as {@code email}
     * @param to who was told
     * @param reference of the message in its channel
     */
    @EventType("notification-recorded")
    record NotificationRecorded(Scope scope, String notification, String channel, Redactable to,
            Redactable reference, @Nullable Instant occurredAt) implements DeploymentEvents {}

    /**
     * @param signOffs ids of the sign-offs standing at this moment; from now on they are fixed
     * @param unmet conditions of the gate that an emergency passed over; empty otherwise
     * @param reviewDue when an emergency must have been reviewed
     */
    @EventType("deployment-went-live")
    record DeploymentWentLive(Scope scope, boolean emergency, @Nullable Redactable reason, List<String> signOffs,
            List<UnmetCondition> unmet, @Nullable Instant reviewDue) implements DeploymentEvents {
        public DeploymentWentLive {
            signOffs = Lists.copy(signOffs);
            unmet = Lists.copy(unmet);
        }
    }

    @EventType("emergency-reviewed")
    record EmergencyReviewed(Scope scope, Redactable finding) implements DeploymentEvents {}

    /** Nobody had reviewed the emergency when its review fell due. Recorded by the system itself, once; the review is owed all the same. */
    @EventType("emergency-review-overdue")
    record EmergencyReviewOverdue(Scope scope, Instant due) implements DeploymentEvents {}

    @EventType("deployment-closed")
    record DeploymentClosed(Scope scope) implements DeploymentEvents {}

    @EventType("deployment-abandoned")
    record DeploymentAbandoned(Scope scope, Redactable reason) implements DeploymentEvents {}

    /** Where a measured value lies: within acceptance, beyond it but short of a rollback, or at the rollback's trigger. */
    enum Band {
        @JsonProperty("pass")
        PASS, @JsonProperty("degraded")
        DEGRADED, @JsonProperty("trigger")
        TRIGGER, @JsonProperty("unjudged")
        UNJUDGED;

        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * @param value a decimal number, as given
     * @param band as judged by the profile's thresholds; {@code unjudged} where it has none of this name
     */
    @EventType("measurement-recorded")
    record MeasurementRecorded(Scope scope, String name, String value, @Nullable String unit, Band band,
            @Nullable Instant occurredAt) implements DeploymentEvents {}

    /**
     * A rollback is recommended; it is declared or declined.
     *
     * @param measurement that breached its threshold, with its value; null where a person recommends it
     * @param reason a person gives for it
     */
    @EventType("trigger-opened")
    record TriggerOpened(Scope scope, String trigger, @Nullable String measurement, @Nullable String value,
            @Nullable Redactable reason) implements DeploymentEvents {

        /** By a measurement. */
        public TriggerOpened(Scope scope, String trigger, String measurement, String value) {
            this(scope, trigger, measurement, value, null);
        }
    }

    /** @param by {@code pass}, {@code decline} or {@code rollback} */
    @EventType("trigger-closed")
    record TriggerClosed(Scope scope, String trigger, String by) implements DeploymentEvents {}
}
