package io.countersign.command.webhook;

/** The file of webhooks cannot be followed; the message names the file and the member. */
public final class MalformedWebhooks extends RuntimeException {

    private static final long serialVersionUID = 1;

    MalformedWebhooks(String message) {
        super(message);
    }
}
