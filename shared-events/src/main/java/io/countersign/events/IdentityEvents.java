package io.countersign.events;

import java.util.List;

/** Who acts, introduced once and from then on known by an opaque id. */
public sealed interface IdentityEvents extends LedgerEvent {

    /**
     * @param person {@code person/<uuid>}
     * @param identity keyed HMAC of issuer and subject, base64url; finds the person again without naming anyone
     * @param kind {@code user} or {@code service_account}
     */
    @EventType("person-introduced")
    record PersonIntroduced(String person, String identity, String kind, Redactable issuer, Redactable subjectName,
            Redactable name) implements IdentityEvents {

        @Override
        public String subject() {
            return person;
        }

        @Override
        public List<String> streams() {
            return List.of();
        }

        @Override
        public List<String> tags() {
            return List.of(tag(identity));
        }

        public static String tag(String identity) {
            return "identity/" + identity;
        }
    }
}
