package io.countersign.ledger.entry;

import org.jspecify.annotations.Nullable;

/**
 * Who acted.
 *
 * @param kind   written as {@code authtype}
 * @param person {@code person/<uuid>}, written as {@code authid}; null exactly when the system itself acted
 */
public record Author(Kind kind, @Nullable String person) {

    /** The system acting by itself, on schedule or as a consequence. */
    public static final Author SYSTEM = new Author(Kind.SYSTEM, null);

    /** The kinds of author, in CloudEvents' auth-context spelling. */
    public enum Kind {
        USER("user"), SERVICE_ACCOUNT("service_account"), SYSTEM("system");

        private final String text;

        Kind(String text) {
            this.text = text;
        }

        /** As written in the entry. */
        public String text() {
            return text;
        }
    }

    public Author {
        if ((kind == Kind.SYSTEM) != (person == null)) {
            throw new IllegalArgumentException("a person is named exactly when the author is not the system");
        }
        if (person != null) {
            Attribute.require("authid", person);
        }
    }
}
