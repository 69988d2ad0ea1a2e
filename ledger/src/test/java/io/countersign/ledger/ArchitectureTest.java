package io.countersign.ledger;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The walls of the ledger. */
class ArchitectureTest {

    private static final JavaClasses LEDGER = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("io.countersign.ledger");

    @Test
    void rooms_depend_downward_only() {
        layeredArchitecture().consideringOnlyDependenciesInLayers().layer("hash").definedBy("..ledger.hash")
                .layer("entry").definedBy("..ledger.entry").layer("tree")
                .definedBy("..ledger.tree").layer("note").definedBy("..ledger.note").layer("disclosure")
                .definedBy("..ledger.disclosure").layer("checkpoint")
                .definedBy("..ledger.checkpoint").layer("evidence").definedBy("..ledger.evidence").layer("timestamp")
                .definedBy("..ledger.timestamp")
                .whereLayer("evidence").mayNotBeAccessedByAnyLayer().whereLayer("checkpoint")
                .mayOnlyBeAccessedByLayers("evidence").whereLayer("disclosure").mayOnlyBeAccessedByLayers("evidence")
                .whereLayer("entry").mayOnlyBeAccessedByLayers("evidence")
                .whereLayer("tree").mayOnlyBeAccessedByLayers("checkpoint", "evidence").whereLayer("note")
                .mayOnlyBeAccessedByLayers("checkpoint", "evidence").whereLayer("timestamp")
                .mayOnlyBeAccessedByLayers("evidence").check(LEDGER);
    }

    @Test
    void rooms_have_no_cycles() {
        slices().matching("io.countersign.ledger.(*)..").should().beFreeOfCycles().check(LEDGER);
    }

    @Test
    void only_hash_calls_SHA_256() {
        noClasses().that().resideOutsideOfPackage("..ledger.hash").should().dependOnClassesThat()
                .haveFullyQualifiedName("java.security.MessageDigest").check(LEDGER);
    }

    @Test
    void only_note_and_timestamp_call_Bouncy_Castle() {
        noClasses().that().resideOutsideOfPackages("..ledger.note", "..ledger.timestamp").should().dependOnClassesThat()
                .resideInAPackage("org.bouncycastle..").check(LEDGER);
    }

    @Test
    void knows_no_framework_no_network_no_database_and_no_files() {
        noClasses().should().dependOnClassesThat()
                .resideInAnyPackage("org.springframework..", "org.axonframework..", "java.net..", "java.sql..",
                        "javax.sql..", "java.nio.file..",
                        "org.apache.kafka..")
                .check(LEDGER);
        noClasses().should().dependOnClassesThat().haveFullyQualifiedName("java.io.File").check(LEDGER);
    }

    @Test
    void asks_no_clock() {
        noClasses().should().callMethod(java.time.Instant.class, "now").orShould()
                .callMethod(System.class, "currentTimeMillis").check(LEDGER);
    }
}
