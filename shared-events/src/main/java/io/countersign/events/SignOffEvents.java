package io.countersign.events;

import org.jspecify.annotations.Nullable;

/** Sign-offs by people in a role, and what becomes of them. */
public sealed interface SignOffEvents extends DeploymentEvent {

    String role();

    /**
     * A person declares a meaning over exactly what was on the screen.
     *
     * @param signOff id of this sign-off, a UUID
     * @param meaning what is declared: authored, reviewed, approved, accepted risk, or in the signer's own words
     * @param method how the signer was identified: {@code bearer} (the issuer's token)
     * @param statement hex SHA-256 of the statement signed: artifact digests, checklist digest, each item's state, position
     * @param position the last position of the deployment that the statement covers
     */
    @EventType("signed-off")
    record SignedOff(Scope scope, String role, String signOff, Redactable meaning, String method, String statement,
            long position) implements SignOffEvents {}

    @EventType("sign-off-declined")
    record SignOffDeclined(Scope scope, String role, Redactable reason) implements SignOffEvents {}

    /**
     * A standing sign-off no longer counts, because what it covered changed.
     *
     * @param cause the type of event that changed it, such as {@code item-reopened}
     * @param about the item or control that changed
     */
    @EventType("sign-off-lapsed")
    record SignOffLapsed(Scope scope, String role, String signOff, String cause,
            @Nullable String about) implements SignOffEvents {}
}
