package io.countersign.command.ingest.format;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The formats of reports, by the names that profiles and requests use, and what each measures. */
public enum Format {

    /** JUnit's XML, as Surefire, pytest and most others write it; no schema is binding. Errors count as failures. */
    JUNIT("junit", "tests", "tests_passed", "tests_failed", "tests_skipped"),
    /** JaCoCo's {@code report} 1.1. Coverages are in percent. */
    JACOCO("jacoco", "line_coverage", "branch_coverage", "instruction_coverage", "method_coverage", "class_coverage"),
    /** Cobertura's {@code coverage} 04, as coverage.py writes it too. Coverages are in percent. */
    COBERTURA("cobertura", "line_coverage", "branch_coverage"),
    /** OASIS SARIF 2.1.0. Findings that are suppressed or no longer there are not counted; critical and high go by {@code security-severity}. */
    SARIF("sarif", "findings", "findings_error", "findings_warning", "findings_note", "errors_and_warnings",
            "findings_critical", "findings_high"),
    /** CycloneDX JSON with its vulnerabilities; those analysed as not affecting, false or resolved are not counted. */
    CYCLONEDX("cyclonedx", "vulnerabilities", "vulnerabilities_critical", "vulnerabilities_high",
            "vulnerabilities_medium", "vulnerabilities_low", "components"),
    /** What {@code pip-audit -f json} prints, now and before 2.0. It knows no severities. */
    PIP_AUDIT("pip-audit", "vulnerabilities", "vulnerabilities_critical", "vulnerabilities_high",
            "vulnerabilities_medium", "vulnerabilities_low", "dependencies"),
    /** pip's requirements file; pinned is what {@code ==} or {@code ===} fixes to one version. */
    REQUIREMENTS("requirements", "requirements", "unpinned"),
    /** The answer of Prometheus to an instant query, a scalar or a vector of one sample. What it measures, the profile or the request says. */
    PROMETHEUS("prometheus");

    private final String label;
    private final List<String> measures;

    Format(String label, String... measures) {
        this.label = label;
        this.measures = List.of(measures);
    }

    /** The name used in JSON, in profiles and by people. */
    public String label() {
        return label;
    }

    public static Optional<Format> named(String label) {
        return Arrays.stream(values()).filter(f -> f.label.equals(label)).findFirst();
    }

    public static List<String> labels() {
        return Stream.of(values()).map(Format::label).toList();
    }

    /** The numbers that a report of this format may have; none where it has one number without a name of its own. */
    public List<String> measures() {
        return measures;
    }

    public boolean measures(String name) {
        return this == PROMETHEUS || measures.contains(name);
    }

    /** Whether a threshold in this unit may judge this number as it is. A Prometheus result has no unit and is taken to be in the threshold's. */
    public boolean countsIn(@Nullable String unit, String measure) {
        return this == PROMETHEUS || (measure.endsWith("_coverage") ? "%".equals(unit) : unit == null);
    }
}
