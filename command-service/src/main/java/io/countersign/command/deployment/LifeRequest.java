package io.countersign.command.deployment;

import io.countersign.events.Redactable;
import org.jspecify.annotations.Nullable;

/** What moves a deployment through its life: the bodies of {@code POST …/go-live}, {@code …/close}, {@code …/abandon} and {@code …/review}. */
public sealed interface LifeRequest {

    /** @param emergency whether to pass an unsatisfied gate, which takes a reason and owes a review */
    record GoLive(@Nullable Boolean emergency, @Nullable Redactable reason) implements LifeRequest {
        boolean isEmergency() {
            return Boolean.TRUE.equals(emergency);
        }
    }

    record Close() implements LifeRequest {}

    record Abandon(@Nullable Redactable reason) implements LifeRequest {}

    record Review(@Nullable Redactable finding) implements LifeRequest {}
}
