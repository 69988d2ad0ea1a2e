package io.countersign.cli.rollback;

import picocli.CommandLine.Command;

/** A step of a procedure other than a rollback's. */
@Command(name = "step", description = "Record a step of a procedure that the profile names, such as a migration, in order.", sortOptions = false)
public final class ProcedureStep extends RecordedStep {

    public ProcedureStep() {
        super("/api/v1/deployments/{}/steps/{}/record");
    }
}
