package io.countersign.command.decision;

import io.countersign.command.decision.Refusal.Problem;
import io.countersign.events.Redactable;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/**
 * Where a file is kept that is not uploaded. It is never opened by us; it may name people or carry a token, and so is sealed as a digest.
 *
 * @param text already found to be such a URL
 */
public record ExternalUrl(Redactable text) {

    /** Longest URL, in characters. */
    public static final int MAX_LENGTH = 2_048;

    /** Rule {@code not-a-url}: absolute, {@code https}, with a host, without a user's name or password, in ASCII. */
    public static Optional<Refusal> objection(String text) {
        if (text.length() > MAX_LENGTH) {
            return refused("A URL has at most " + MAX_LENGTH + " characters.");
        }
        try {
            URI url = new URI(text);
            if (!"https".equalsIgnoreCase(url.getScheme()) || url.getHost() == null) {
                return refused("What is kept elsewhere is named by an https URL with a host.");
            }
            if (url.getRawUserInfo() != null) {
                return refused("A URL names no user and no password here.");
            }
            return url.toASCIIString().equals(text)
                    ? Optional.empty()
                    : refused("A URL consists of ASCII characters; others are written with %.");
        } catch (URISyntaxException e) {
            return refused("That is no URL: " + e.getReason() + " at character " + (e.getIndex() + 1) + ".");
        }
    }

    private static Optional<Refusal> refused(String reason) {
        return Optional.of(Refusal.of(Problem.INVALID, "not-a-url", reason));
    }
}
