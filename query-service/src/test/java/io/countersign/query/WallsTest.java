package io.countersign.query;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The walls of this module. */
class WallsTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("io.countersign.query");

    @Test
    void sql_stands_only_in_tables_views_projections_and_reports() {
        noClasses()
                .that(simpleNameEndingWith("Table").or(simpleNameEndingWith("View"))
                        .or(simpleNameEndingWith("Projection"))
                        .or(simpleNameEndingWith("Report")).negate())
                .and().haveNameNotMatching(".*(Table|View|Projection|Report)\\$.*")
                // it asks no database, but reads what one said
                .and().doNotHaveSimpleName("DatabaseAway")
                .should().dependOnClassesThat(resideInAPackage("org.springframework.jdbc.core..").or(
                        resideInAPackage("java.sql..")))
                .check(CLASSES);
    }

    @Test
    void kafka_is_known_only_to_the_intake() {
        noClasses().that().resideOutsideOfPackage("..intake..").should().dependOnClassesThat(
                resideInAPackage("org.apache.kafka..")).check(CLASSES);
    }

    @Test
    void there_is_no_axon_and_no_command_service_here() {
        noClasses().should().dependOnClassesThat(resideInAPackage("org.axonframework..").or(
                resideInAPackage("io.countersign.command.."))).check(CLASSES);
    }

    @Test
    void only_the_wiring_knows_the_systems_clock() {
        noClasses().that().doNotHaveSimpleName("Wiring").should().callMethod(Instant.class, "now").orShould()
                .callMethod(java.time.Clock.class, "systemUTC").orShould().callMethod(System.class, "currentTimeMillis")
                .check(CLASSES);
    }

    @Test
    void features_do_not_lean_on_each_other_in_circles() {
        slices().matching("io.countersign.query.(*)..").should().beFreeOfCycles().check(CLASSES);
    }
}
