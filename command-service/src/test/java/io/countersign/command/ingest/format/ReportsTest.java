package io.countersign.command.ingest.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReportsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
        pytest.xml       | junit        | - | tests=6 tests_failed=2 tests_passed=3 tests_skipped=1
        surefire.xml     | junit        | - | tests=3 tests_failed=0 tests_passed=3 tests_skipped=0
        nested.xml       | junit        | - | tests=3 tests_failed=1 tests_passed=2 tests_skipped=0
        jacoco.xml       | jacoco       | JaCoCo | branch_coverage=70 branches=100 class_coverage=100 classes=9 instruction_coverage=88 instructions=1000 line_coverage=84.5771 lines=201 method_coverage=96 methods=50
        cobertura.xml    | cobertura    | 7.11.0 | branches=0 line_coverage=79.9193 lines=1240
        semgrep.sarif    | sarif        | Semgrep OSS 1.140.0 | errors_and_warnings=3 findings=4 findings_critical=1 findings_error=1 findings_high=1 findings_note=1 findings_suppressed=1 findings_warning=2
        scan.cdx.json    | cyclonedx    | trivy 0.67.2 | components=3 vulnerabilities=2 vulnerabilities_critical=1 vulnerabilities_dismissed=1 vulnerabilities_high=0 vulnerabilities_low=0 vulnerabilities_medium=1
        pip-audit.json   | pip-audit    | pip-audit | dependencies=2 vulnerabilities=2 vulnerabilities_critical=0 vulnerabilities_high=0 vulnerabilities_low=0 vulnerabilities_medium=0 vulnerabilities_unrated=2
        pip-audit-1.json | pip-audit    | pip-audit | dependencies=2 vulnerabilities=0 vulnerabilities_critical=0 vulnerabilities_high=0 vulnerabilities_low=0 vulnerabilities_medium=0
        requirements.txt | requirements | - | hashed=1 requirements=11 unpinned=6
        vector.json      | prometheus   | Prometheus | value=0.00042
        scalar.json      | prometheus   | Prometheus | value=0.9731
        """)
    void reads_what_tools_write(String file, String format, @Nullable String tool, String numbers) throws IOException {
        byte[] bytes = resource(file);
        Reading reading = read(bytes);
        assertThat(reading.trouble()).isNull();
        assertThat(Objects.requireNonNull(reading.format()).label()).isEqualTo(format);
        assertThat(said(reading)).isEqualTo(tool);
        assertThat(numbers(reading)).isEqualTo(numbers);
        assertThat(reading).as("with a byte order mark")
                .isEqualTo(read(("\uFEFF" + text(bytes)).getBytes(StandardCharsets.UTF_8)));
        for (int cut : new int[]{bytes.length / 3, bytes.length * 2 / 3}) {
            Reading half = read(Arrays.copyOf(bytes, cut));
            assertThat(half.trouble() != null || half.format() == Format.REQUIREMENTS).as("broken off at " + cut)
                    .isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        semgrep.sarif  | findings_high          | no security-severity
        pip-audit.json | vulnerabilities_medium | no severity for 2
        """)
    void says_which_numbers_may_in_truth_be_larger(String file, String number, String why) throws IOException {
        assertThat(read(resource(file)).doubts().get(number)).contains(why);
    }

    @Test
    void a_prometheus_result_says_when_it_was_measured() throws IOException {
        assertThat(read(resource("vector.json")).at()).isEqualTo(Instant.parse("2025-11-22T20:00:00.123Z"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        <testsuite tests="3"><testcase name="a"/><testcase name="b"/></testsuite>   | tests_failed    | declares more tests
        <testsuite><testcase name="a"><skipped/></testcase></testsuite>             | tests_failed    | Every test was skipped
        {"dependencies":[{"name":"a","vulns":[]},{"name":"b","skip_reason":"no"}]}  | vulnerabilities | 1 of the dependencies
        {"bomFormat":"CycloneDX","specVersion":"1.6","vulnerabilities":[]}          | vulnerabilities | no component
        {"version":"2.1.0","runs":[{"results":[],"invocations":[{"executionSuccessful":false}]}]} | findings | did not finish
        -r other.txt                                                                | unpinned        | brings in others
        """)
    void doubts_what_is_not_whole(String report, String number, String why) {
        Reading reading = read(report);
        assertThat(reading.trouble()).isNull();
        assertThat(reading.doubts().get(number)).contains(why);
    }

    /** Failures that only the suite declares count, as does a suite that could not be set up. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        <testsuite tests="1" failures="2"><testcase name="a"/></testsuite>                   | 2
        <testsuites failures="1"><testsuite><testcase name="a"/></testsuite></testsuites>    | 1
        <testsuite><testcase name="a"/><error message="no database"/></testsuite>            | 1
        <testsuite><testcase name="a"><properties><failure/></properties></testcase></testsuite> | 0
        """)
    void counts_every_failure_once(String report, String failed) {
        assertThat(read(report).numbers().get("tests_failed")).isEqualTo(new BigDecimal(failed));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "-", textBlock = """
        ` `                                                                          | -          | no format that is known
        hello, this is no report                                                     | -          | no format
        <html><body>502</body></html>                                                | -          | no format
        {"message":"Not Found"}                                                      | -          | no format
        <testsuites/>                                                                | junit      | lists no test
        <testsuite><testcase name="a"/>                                              | junit      | no well-formed XML
        <testsuite tests="-1"><testcase name="a"/></testsuite>                       | junit      | is no count
        <testsuite failures="NaN"><testcase name="a"/></testsuite>                   | junit      | is no count
        <testsuite><testcase name="a"><testcase/></testcase></testsuite>             | junit      | within a test case
        <testsuite><testcase/></testsuite><testsuite/>                               | junit      | no well-formed XML
        <!DOCTYPE r [<!ENTITY a "b"><!ENTITY c "&a;&a;&a;">]><testsuite><testcase name="&c;"/></testsuite> | junit | no well-formed XML
        <?xml version="1.0" encoding="IBM500"?><testsuite><testcase/></testsuite>    | -          | no format
        <report name="a"/>                                                           | jacoco     | no totals
        <report><counter type="LINE" missed="0"/></report>                           | jacoco     | without its counts
        <report><counter type="LINE" missed="-1" covered="9"/></report>              | jacoco     | is no count
        <report><counter type="LINE" missed="0" covered="9"/><counter type="LINE" missed="9" covered="0"/></report> | jacoco | two totals
        <coverage lines-valid="10" lines-covered="11"/>                              | cobertura  | more lines than
        <coverage line-rate="NaN"/>                                                  | cobertura  | is no number
        <coverage line-rate="1.5"/>                                                  | cobertura  | no rate from 0 to 1
        {"runs":[]}                                                                  | sarif      | not SARIF 2.1.0
        {"version":"2.1.0","runs":[]}                                                | sarif      | no run
        {"version":"2.1.0","runs":[{"tool":{"driver":{"name":"a"}}}]}                | sarif      | did not get as far
        {"version":"2.1.0","runs":[{"results":null}]}                                | sarif      | did not get as far
        {"version":"2.1.0","runs":[{"results":[{"level":"fatal"}]}]}                 | sarif      | a level that is not known
        {"version":"2.1.0","runs":[{"results":[{"ruleId":"a"}],"results":[]}]}       | sarif      | "results" twice
        {"version":"2.1.0","runs":[{"results":[]}]} {}                               | sarif      | follows the report's end
        {"bomFormat":"CycloneDX","specVersion":"1.6","vulnerabilities":[{}],"vulnerabilities":[]} | cyclonedx | "vulnerabilities" twice
        {"bomFormat":"SPDX"}                                                         | cyclonedx  | not CycloneDX
        {"bomFormat":"CycloneDX","vulnerabilities":[{"ratings":[{"score":NaN}]}]}    | cyclonedx  | no JSON
        {"bomFormat":"CycloneDX","vulnerabilities":[{"ratings":[{"score":1e999}]}]}  | cyclonedx  | too large a number
        {"dependencies":[]}                                                          | pip-audit  | lists no dependency
        []                                                                           | pip-audit  | lists no dependency
        {"dependencies":[{"name":"a"}]}                                              | pip-audit  | neither audited nor skipped
        {"dependencies":[{"name":"a","vulns":[{}]}]}                                 | pip-audit  | without an id
        {"dependencies":{"a":"1"}}                                                   | pip-audit  | no array
        {"status":"error","data":{}}                                                 | prometheus | not answer with success
        {"status":"success","data":{"resultType":"vector","result":[]}}              | prometheus | holds 0 samples
        {"status":"success","data":{"resultType":"vector","result":[{"value":[1,"1"]},{"value":[1,"2"]}]}} | prometheus | holds 2 samples
        {"status":"success","data":{"resultType":"scalar","result":[1,"NaN"]}}       | prometheus | is no number
        {"status":"success","data":{"resultType":"scalar","result":[1,"+Inf"]}}      | prometheus | is no number
        {"status":"success","data":{"resultType":"matrix","result":[{"values":[[1,"1"]]}]}} | prometheus | neither a scalar nor a vector
        {"status":"success","data":{"resultType":"scalar","result":[1,"1"]           | prometheus | no JSON
        """)
    void what_cannot_be_relied_on_has_no_numbers_and_says_why(String report, @Nullable String format, String why) {
        Reading reading = read(report);
        assertThat(reading.format() == null ? null : reading.format().label()).isEqualTo(format);
        assertThat(reading.trouble()).contains(why);
        assertThat(reading.numbers()).isEmpty();
    }

    @Test
    void nothing_is_fetched_that_a_document_type_names(@TempDir Path directory) throws IOException {
        Path secret = Files.writeString(directory.resolve("secret"), "<testcase/>");
        String entity = "<!DOCTYPE testsuite SYSTEM \"%1$s\" [<!ENTITY %% p SYSTEM \"%1$s\"> %%p; <!ENTITY e SYSTEM \"%1$s\">]>"
                .formatted(secret.toUri());
        assertThat(read(entity + "<testsuite>&e;</testsuite>").trouble()).contains("refers to an entity");
        assertThat(read(entity + "<testsuite></testsuite>").trouble()).contains("lists no test");
    }

    @Test
    void an_answer_without_what_is_asked_of_it_has_no_such_number() {
        assertThat(read("{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.6\",\"components\":[{}]}").numbers())
                .containsOnlyKeys("components");
        assertThat(read("<coverage lines-valid=\"0\" lines-covered=\"0\"/>").numbers()).containsOnlyKeys("lines");
    }

    @Test
    void other_encodings_are_read_as_they_say() {
        String xml = "<?xml version=\"1.0\" encoding=\"%s\"?><testsuite name=\"ä\"><testcase name=\"ß\"/></testsuite>";
        for (String encoding : new String[]{"ISO-8859-1", "UTF-16", "UTF-8"}) {
            byte[] bytes = xml.formatted(encoding).getBytes(Charset.forName(encoding));
            assertThat(read(bytes).numbers().get("tests")).as(encoding).isEqualTo(BigDecimal.ONE);
        }
        assertThat(Reports
                .read(() -> new ByteArrayInputStream(xml.formatted("UTF-8").getBytes(StandardCharsets.ISO_8859_1)),
                        Format.JUNIT)
                .trouble()).as("not the bytes it declares").contains("no XML");
    }

    @Test
    void what_is_nested_too_deep_is_not_followed() {
        assertThat(read("<testsuite>".repeat(200_000)).trouble()).contains("nested more than 64 deep");
        assertThat(read("{\"bomFormat\":\"CycloneDX\",\"x\":" + "[".repeat(200_000)).trouble()).contains("no JSON");
        assertThat(read("{\"runs\":" + "[{\"a\":".repeat(200_000)).trouble()).contains("no JSON");
    }

    @Test
    void a_report_of_ever_new_names_is_not_read_on() {
        String names = java.util.stream.IntStream.range(0, 2000).mapToObj(i -> "<a" + i + "/>")
                .collect(Collectors.joining());
        assertThat(read("<testsuite>" + names + "</testsuite>").trouble()).contains("1000 different names");
        String rules = java.util.stream.IntStream.range(0, 10_001).mapToObj(i -> "{\"ruleId\":\"r" + i + "\"}")
                .collect(Collectors.joining(","));
        assertThat(read("{\"version\":\"2.1.0\",\"runs\":[{\"results\":[" + rules + "]}]}").trouble())
                .contains("more than 10000 rules");
    }

    @Test
    void a_single_part_is_bounded_where_it_would_be_held_and_passed_over_where_not() {
        String large = "a".repeat(5 << 20);
        assertThat(read("<testsuite><testcase name=\"" + large + "\"/></testsuite>").trouble())
                .contains("single part");
        assertThat(read("{\"dependencies\":[{\"name\":\"" + large + "\",\"vulns\":[]}]}").trouble())
                .contains("single part");
        assertThat(read("<testsuite><testcase/><system-out>" + large + "</system-out></testsuite>").trouble()).isNull();
        assertThat(read("requests==1 #" + large).trouble()).isNotNull();
    }

    /** 70 MiB that are made as they are read, in a heap that need not hold them. */
    @Test
    void a_report_larger_than_64_MiB_is_not_read_to_its_end() {
        long[] taken = new long[1];
        Reading reading = Reports.read(() -> {
            taken[0] = 0;
            return new SequenceInputStream(bytes("{\"dependencies\":[ "), endless(taken));
        }, Format.PIP_AUDIT);
        assertThat(reading.trouble()).contains("larger than 67108864 bytes");
        assertThat(taken[0]).isLessThan(65L << 20);
    }

    @Test
    void a_file_that_cannot_be_read_is_no_bad_report() {
        assertThatThrownBy(() -> Reports.read(() -> new SequenceInputStream(bytes("<testsuite>"), new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("the disk is gone");
            }
        }), null)).isInstanceOf(UncheckedIOException.class).hasMessageContaining("the disk is gone");
    }

    @Test
    void a_tool_is_named_only_by_what_looks_like_a_name() {
        String report = "{\"version\":\"2.1.0\",\"runs\":[{\"results\":[],\"tool\":{\"driver\":{\"name\":\"%s\"}}}]}";
        assertThat(read(report.formatted("Ruff")).tool()).isEqualTo("Ruff");
        assertThat(read(report.formatted("ana@example.org")).tool()).isNull();
        assertThat(read(report.formatted("a".repeat(65))).tool()).isNull();
    }

    private static InputStream endless(long[] taken) {
        byte[] commas = "{\"name\":\"a\",\"vulns\":[]},\n".repeat(400).getBytes(StandardCharsets.UTF_8);
        return new InputStream() {
            @Override
            public int read() {
                return commas[(int) (taken[0]++ % commas.length)];
            }

            @Override
            public int read(byte[] into, int from, int most) {
                for (int i = 0; i < most; i++) {
                    into[from + i] = commas[(int) (taken[0]++ % commas.length)];
                }
                return most;
            }
        };
    }

    private static @Nullable String said(Reading reading) {
        String said = String.join(" ", java.util.stream.Stream.of(reading.tool(), reading.toolVersion())
                .filter(Objects::nonNull).toList());
        return said.isEmpty() ? null : said;
    }

    private static String numbers(Reading reading) {
        Map<String, BigDecimal> sorted = new TreeMap<>(reading.numbers());
        return sorted.entrySet().stream()
                .map(n -> n.getKey() + "=" + n.getValue().stripTrailingZeros().toPlainString())
                .collect(Collectors.joining(" "));
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Reading read(String report) {
        return read(report.getBytes(StandardCharsets.UTF_8));
    }

    private static Reading read(byte[] report) {
        return Reports.read(() -> new ByteArrayInputStream(report), null);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(ReportsTest.class.getResourceAsStream("/reports/" + name))) {
            return in.readAllBytes();
        }
    }
}
