package io.countersign.command;

import io.countersign.command.store.DamagedLog;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says in a sentence, in place of a stack trace, that the service does not start on a damaged log, and where the damage is. */
final class StartRefused extends AbstractFailureAnalyzer<DamagedLog> {

    @Override
    protected FailureAnalysis analyze(Throwable root, DamagedLog cause) {
        return new FailureAnalysis("The log is damaged: " + cause.getMessage() + ".",
                """
                    Nothing is served or appended. Keep the database as it is, as evidence; compare it with query-service's mirror \
                    or a backup, and restore one that verifies.""",
                cause);
    }
}
