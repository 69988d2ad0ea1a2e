package io.countersign.command.signoff;

import io.countersign.events.Redactable;
import org.jspecify.annotations.Nullable;

/** What a person may ask in a role: the bodies of {@code POST …/sign-offs} and {@code …/sign-offs/decline}. */
public sealed interface SignRequest {

    @Nullable
    String role();

    /**
     * @param meaning what is declared: authored, reviewed, approved, accepted risk, or in the signer's own words
     * @param statement hex SHA-256 of the statement the signer saw; when given it must be the one that holds now
     */
    record Sign(@Nullable String role, @Nullable Redactable meaning,
            @Nullable String statement) implements SignRequest {}

    record Decline(@Nullable String role, @Nullable Redactable reason) implements SignRequest {}
}
