package io.countersign.command.webhook;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Ends a start with the file's fault in a sentence, instead of a stack trace. Named in {@code META-INF/spring.factories}. */
final class MalformedWebhooksAnalyzer extends AbstractFailureAnalyzer<MalformedWebhooks> {

    @Override
    protected FailureAnalysis analyze(Throwable root, MalformedWebhooks cause) {
        return new FailureAnalysis(String.valueOf(cause.getMessage()),
                "Correct the file that COUNTERSIGN_WEBHOOKS_FILE names (docs/OPERATIONS.md).", cause);
    }
}
