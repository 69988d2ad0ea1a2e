package io.countersign.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The command is a client: it starts quickly and knows the services by their HTTP APIs alone. */
@AnalyzeClasses(packages = "io.countersign.cli", importOptions = ImportOption.DoNotIncludeTests.class)
class WallsTest {

    @ArchTest
    static final ArchRule NEEDS_NO_SERVICE = noClasses().should().dependOnClassesThat().resideInAnyPackage(
            "io.countersign.command..", "io.countersign.query..", "io.countersign.local..", "io.countersign.stack..",
            "org.springframework..", "org.axonframework..", "org.apache.kafka..", "java.sql..");

    @ArchTest
    static final ArchRule NO_CYCLES = slices().matching("io.countersign.cli.(*)..").should().beFreeOfCycles();
}
