package io.countersign.cli.checklist;

import io.countersign.cli.session.Failure;
import org.jspecify.annotations.Nullable;

/** A checklist, or one version of it: {@code ID} or {@code ID@V}. */
record Version(String id, @Nullable String number) {

    static Version parse(String text) {
        int at = text.indexOf('@');
        if (at < 0) {
            return new Version(text, null);
        }
        String number = text.substring(at + 1);
        if (!number.matches("[1-9][0-9]{0,8}")) {
            throw Failure.usage("'" + text + "' is no ID@VERSION such as ltc-claims@2");
        }
        return new Version(text.substring(0, at), number);
    }
}
