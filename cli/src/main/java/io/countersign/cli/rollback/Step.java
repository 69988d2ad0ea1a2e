package io.countersign.cli.rollback;

import picocli.CommandLine.Command;

@Command(name = "step", description = "Record a step of the rollback; it settles its item, in order.", sortOptions = false)
final class Step extends RecordedStep {

    Step() {
        super("/api/v1/deployments/{}/rollback/steps/{}/record");
    }
}
