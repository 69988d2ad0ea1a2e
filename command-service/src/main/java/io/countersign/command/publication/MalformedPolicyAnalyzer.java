package io.countersign.command.publication;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Ends a start with the policy's fault in a sentence, instead of a stack trace. Named in {@code META-INF/spring.factories}. */
final class MalformedPolicyAnalyzer extends AbstractFailureAnalyzer<MalformedPolicy> {

    @Override
    protected FailureAnalysis analyze(Throwable root, MalformedPolicy cause) {
        return new FailureAnalysis(String.valueOf(cause.getMessage()),
                "Correct the file that COUNTERSIGN_WITNESS_POLICY names (C2SP tlog-policy).", cause);
    }
}
