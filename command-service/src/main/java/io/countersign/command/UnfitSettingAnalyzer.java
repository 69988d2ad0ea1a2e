package io.countersign.command;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Ends a start in two sentences, instead of a stack trace. Named in {@code META-INF/spring.factories}. */
final class UnfitSettingAnalyzer extends AbstractFailureAnalyzer<UnfitSetting> {

    @Override
    protected FailureAnalysis analyze(Throwable root, UnfitSetting cause) {
        return new FailureAnalysis(String.valueOf(cause.getMessage()), cause.remedy(), cause);
    }
}
