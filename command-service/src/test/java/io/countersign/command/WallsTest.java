package io.countersign.command;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;

/** The walls of the command service. */
@AnalyzeClasses(packages = "io.countersign.command", importOptions = DoNotIncludeTests.class)
class WallsTest {

    private static final String HERE = "io.countersign.command";
    private static final String[] FEATURES = {HERE + ".checklist..", HERE + ".deployment..", HERE + ".item..",
        HERE + ".control..", HERE + ".rollback..", HERE + ".signoff..", HERE + ".export..",
        HERE + ".maintenance..", HERE + ".procedure.."};

    @ArchTest
    static final ArchRule no_two_packages_need_each_other = slices().matching(HERE + ".(*)..").should()
            .beFreeOfCycles();

    @ArchTest
    static final ArchRule decisions_speak_no_framework = noClasses().that().resideInAPackage(HERE + ".decision..")
            .should().dependOnClassesThat().resideInAnyPackage("org.springframework..", "org.axonframework..",
                    "jakarta.servlet..", "java.sql..");

    @ArchTest
    static final ArchRule only_the_frame_and_the_store_know_axon = noClasses().that()
            .resideOutsideOfPackages(HERE, HERE + ".axon..", HERE + ".store..").should().dependOnClassesThat()
            .resideInAPackage("org.axonframework..");

    @ArchTest
    static final ArchRule nothing_below_the_features_knows_one = noClasses().that().resideInAnyPackage(
            HERE + ".decision..", HERE + ".axon..", HERE + ".http..", HERE + ".store..", HERE + ".publish..",
            HERE + ".identity..", HERE + ".disclosure..", HERE + ".evidence..", HERE + ".serve..").should()
            .dependOnClassesThat(resideInAnyPackage(FEATURES));

    @ArchTest
    static final ArchRule sql_stands_in_tables = noClasses().that().haveNameNotMatching(".*Table(\\$.*)?").and()
            .resideOutsideOfPackage(HERE).should()
            .dependOnClassesThat(resideInAPackage("org.springframework.jdbc.."))
            .orShould().accessClassesThat().haveFullyQualifiedName("java.sql.PreparedStatement");

    @ArchTest
    static final ArchRule kafka_is_for_the_publisher = noClasses().that().resideOutsideOfPackage(HERE + ".publish..")
            .should().dependOnClassesThat().resideInAPackage("org.apache.kafka..");

    @ArchTest
    static final ArchRule nobody_publishes_past_the_command_handler = noClasses().should().dependOnClassesThat()
            .haveFullyQualifiedName("org.axonframework.messaging.eventhandling.gateway.EventGateway");

    @ArchTest
    static final ArchRule time_is_passed_in = noClasses().should().callMethod(Instant.class, "now").orShould()
            .callMethod(Clock.class, "systemUTC").orShould().callMethod(System.class, "currentTimeMillis");

    @ArchTest
    static final ArchRule the_clock_is_made_where_things_are_wired = noClasses().that()
            .doNotHaveSimpleName("LedgerConfiguration").should().callMethod(InstantSource.class, "system");

    @ArchTest
    static final ArchRule controllers_are_called_so = classes().that()
            .areAnnotatedWith("org.springframework.web.bind.annotation.RestController").should()
            .haveSimpleNameEndingWith("Controller");
}
