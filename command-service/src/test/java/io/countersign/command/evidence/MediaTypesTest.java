package io.countersign.command.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.command.decision.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What bytes say, what was declared, and what is made of the two. Bytes above 7 bits and controls are written as {@code \xHH}. */
class MediaTypesTest {

    private static final TypePolicy ALL = TypePolicy.of("*/*");
    private static final String PROGRAM = "MZ\\x90\\x00\\x03\\x00";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {"%PDF-1.7 | application/pdf",
        "\\x89PNG\\x0d\\x0a\\x1a\\x0a | image/png", "\\x89PN | application/octet-stream",
        "GIF89a<html>%PDF- | image/gif", "PK\\x03\\x04 | application/zip", "\\x1f\\x8b\\x08 | application/gzip",
        "MZ\\x90\\x00\\x03%PDF-1.4 | application/vnd.microsoft.portable-executable",
        "MZ is no program | text/plain", "\\x7fELF\\x02\\x01 | application/x-elf",
        "\\xca\\xfe\\xba\\xbe\\x00\\x00\\x00\\x45 | application/java-vm",
        "\\xca\\xfe\\xba\\xbe\\x00\\x00\\x00\\x02 | application/x-mach-binary",
        "\\x00asm\\x01 | application/wasm", "<!DOCTYPE html> | text/html", "\\x0a <HTML><body> | text/html",
        "<!-- a --> <script>alert(1)</script> | text/html", "<?xml version=\"1.0\"?><a/> | application/xml",
        "<?xml version=\"1.0\"?><!-- x --><s:svg xmlns:s=\"a\"/> | image/svg+xml",
        "<svg xmlns=\"http://www.w3.org/2000/svg\"/> | image/svg+xml", "<testsuite/> | text/plain",
        "# Title | text/plain", "{} | text/plain", "Gr\\xc3\\xb6\\xc3\\x9fe | text/plain",
        "Gr\\xf6\\xdfe in Latin-1 | text/plain", "\\xff\\xfeh\\x00i\\x00 | text/plain",
        "\\x1b[31mred\\x1b[0m | text/plain", "\\x00\\x01\\x02 | application/octet-stream"})
    void says_what_bytes_are(String bytes, String type) {
        assertThat(Signatures.of(bytes(bytes))).isEqualTo(type);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"text/csv | a,b | text/csv", "application/json | {} | application/json",
        "application/octet-stream | %PDF-1.7 | application/pdf", "application/x-www-form-urlencoded | a | text/plain",
        "application/x-pdf | %PDF-1.7 | application/pdf", "text/plain | <html> | text/html",
        "text/markdown | # a | text/markdown", "application/xml | <svg/> | image/svg+xml",
        "application/vnd.cyclonedx+xml | <?xml version='1.0'?><bom/> | application/vnd.cyclonedx+xml",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document | PK\\x03\\x04 | application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "application/vnd.example | {} | application/vnd.example",
        "audio/webm | \\x1aE\\xdf\\xa3 | audio/webm", "video/x-matroska | \\x1aE\\xdf\\xa3 | video/x-matroska",
        "video/ogg | OggS\\x00 | video/ogg", "audio/3gpp2 | \\x00\\x00\\x00\\x18ftyp3g2a | audio/3gpp2",
        "application/vnd.ms-excel | a;b | text/csv",
        "application/vnd.ms-excel | \\xd0\\xcf\\x11\\xe0\\xa1\\xb1\\x1a\\xe1 | application/vnd.ms-excel",
        "application/msword | \\xd0\\xcf\\x11\\xe0\\xa1\\xb1\\x1a\\xe1 | application/msword"})
    void takes_what_may_be_true_and_keeps_what_says_more(String declared, String bytes, String kept) {
        byte[] head = bytes(bytes);
        assertThat(ALL.objection(declared, head)).isEmpty();
        assertThat(MediaTypes.closer(declared, Signatures.of(head))).isEqualTo(kept);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"application/pdf | " + PROGRAM, "image/png | <html>",
        "application/pdf | %PD", "application/pdf | plain words", "text/plain | \\x00\\x01\\x02\\x03",
        "text/plain | %PDF-1.7", "application/json | <!doctype html><p>503",
        "image/jpeg | \\x89PNG\\x0d\\x0a\\x1a\\x0a",
        "image/svg+xml | <html>", "text/html | <svg/>", "application/zip | <html>", "image/jxl | some words",
        "application/vnd.oasis.opendocument.text | %PDF-1.7", "application/vnd.example | <html>",
        "application/vnd.ms-excel | <html>", "application/vnd.ms-excel | PK\\x03\\x04",
        "application/vnd.ms-excel | \\x00\\x01", "application/vnd.ms-powerpoint | a;b", "application/xml | <html>",
        "audio/ogg | \\x1aE\\xdf\\xa3", "audio/webm | OggS\\x00"})
    void refuses_a_contradiction_and_names_both(String declared, String bytes) {
        Refusal refused = ALL.objection(declared, bytes(bytes)).orElseThrow();
        assertThat(refused.rule()).isEqualTo("media-type-contradicted");
        assertThat(refused.field()).isEqualTo("Content-Type");
        assertThat(refused.reason()).contains(declared, Signatures.of(bytes(bytes)));
    }

    @Test
    void an_empty_file_is_a_text_or_anything_undeclared_and_no_picture() {
        byte[] empty = {};
        assertThat(ALL.objection("text/csv", empty)).isEmpty();
        assertThat(ALL.objection("application/octet-stream", empty)).isEmpty();
        assertThat(ALL.objection("application/vnd.ms-excel", empty)).isEmpty();
        assertThat(ALL.objection("image/png", empty).orElseThrow().reason()).contains("none at all");
    }

    @Test
    void takes_a_program_only_where_it_is_named_in_full() {
        for (String declared : new String[]{"application/octet-stream", "application/x-msdownload"}) {
            for (TypePolicy policy : new TypePolicy[]{ALL, TypePolicy.of("application/*")}) {
                assertThat(policy.objection(declared, bytes(PROGRAM)).map(Refusal::rule))
                        .contains("media-type-not-taken");
            }
        }
        assertThat(TypePolicy.of("*/*, application/vnd.Microsoft.portable-executable")
                .objection("application/octet-stream", bytes(PROGRAM))).isEmpty();
    }

    @Test
    void takes_only_what_the_operator_lists() {
        TypePolicy some = TypePolicy.of("text/*,application/pdf");
        assertThat(some.objection("text/csv", bytes("a,b"))).isEmpty();
        assertThat(some.objection("application/octet-stream", bytes("%PDF-1.7"))).isEmpty();
        assertThat(some.objection("application/octet-stream", bytes("PK\\x03\\x04")).map(Refusal::reason).orElseThrow())
                .contains("application/zip", "text/*, application/pdf");
        for (String bad : new String[]{"", " , ", "pdf", "*/pdf", "text/csv;charset=x"}) {
            assertThatThrownBy(() -> TypePolicy.of(bad)).isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("COUNTERSIGN_EVIDENCE_TYPES");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Text/CSV; charset=UTF-8", "text/csv", " text/csv ;a=b;c=\"d;e\""})
    void reads_a_header_whatever_its_case_and_parameters(String header) {
        assertThat(MediaTypes.parse(header)).contains("text/csv");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "text/", "/csv", "text/csv/x", "te xt/csv", "*/*", "text/c\u202esv", "a/\u00e4"})
    void a_header_that_is_none_is_told_apart(String header) {
        assertThat(MediaTypes.parse(header)).isEqualTo(Optional.empty());
    }

    /** The same bytes always, so that a failure comes again. */
    @Test
    void says_something_of_any_bytes_in_little_time() {
        Random random = new Random(7);
        byte[] head = new byte[Signatures.HEAD_BYTES];
        for (int i = 0; i < 300; i++) {
            random.nextBytes(head);
            Arrays.fill(head, 0, i % 50, (byte) "<?!-%{\n P\0".charAt(i % 10));
            byte[] cut = Arrays.copyOf(head, random.nextInt(head.length));
            assertThat(MediaTypes.parse(Signatures.of(cut))).isPresent();
        }
        String nested = "<!--".repeat(4_000);
        assertThat(Signatures.of(nested.getBytes(StandardCharsets.UTF_8))).isEqualTo("text/plain");
    }

    @Test
    void a_letter_cut_in_half_at_the_heads_end_makes_no_text_binary() {
        byte[] all = ("a" + "\u00e9".repeat(Signatures.HEAD_BYTES)).getBytes(StandardCharsets.UTF_8);
        assertThat(Signatures.of(Arrays.copyOf(all, Signatures.HEAD_BYTES))).isEqualTo("text/plain");
    }

    private static byte[] bytes(String written) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < written.length(); i++) {
            if (written.startsWith("\\x", i)) {
                out.append((char) Integer.parseInt(written.substring(i + 2, i + 4), 16));
                i += 3;
            } else {
                out.append(written.charAt(i));
            }
        }
        return out.toString().getBytes(StandardCharsets.ISO_8859_1);
    }
}
