package io.countersign.ledger.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.ledger.checkpoint.WitnessPolicy;
import io.countersign.ledger.evidence.Verdict.Tampered;
import io.countersign.ledger.evidence.Verdict.Unverifiable;
import io.countersign.ledger.evidence.Verdict.Verified;
import io.countersign.ledger.hash.Digest;
import io.countersign.ledger.note.Ed25519;
import io.countersign.ledger.note.NoteSigner;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PackVerificationTest {

    private final TestPack pack = TestPack.whole();

    @Test
    void an_untouched_pack_is_verified_and_says_what_could_not_be_checked() {
        Verdict verdict = pack.verify();

        assertThat(verdict).isInstanceOf(Verified.class);
        assertThat(verdict.checks()).anyMatch(check -> check
                .startsWith(TestPack.DEPLOYMENT + ": every entry is here, index 0 to the export's own, 4"));
        assertThat(verdict.notChecked()).containsExactly(
                "entry 4: the value under digest " + TestPack.WITHHELD.digest()
                        + " is not in the pack (withheld or erased)",
                "entry 4: evidence " + "ab".repeat(32) + " is not in the pack",
                "entry 4: evidence " + TestPack.ELSEWHERE.hex() + " is kept elsewhere, at " + TestPack.NOTE.value()
                        + "; it is checked when the file is given");
    }

    @Test
    void evidence_kept_elsewhere_is_checked_against_the_files_that_are_given() throws IOException {
        Digest other = Digest.sha256(new byte[]{8});
        Verdict verdict = Verification.ofPack(() -> new ByteArrayInputStream(pack.zip), pack.trust(),
                Set.of(TestPack.ELSEWHERE, other));

        assertThat(verdict.checks()).contains(
                "evidence " + TestPack.ELSEWHERE.hex() + ", named by entry 4: a file given has it");
        assertThat(verdict.notChecked()).noneMatch(n -> n.contains("kept elsewhere"))
                .contains("a file given with SHA-256 " + other.hex() + ": no entry of this pack names it");
    }

    @Test
    void the_same_files_give_the_same_bytes_and_a_zip_that_other_tools_read() throws IOException {
        assertThat(TestPack.whole().zip).isEqualTo(pack.zip);
        assertThat(unzip(pack.zip).keySet()).contains("entries/1.json", "manifest.json", "tail.note").hasSize(18);
    }

    @Test
    void any_byte_changed_is_refused() {
        for (int i = 0; i < pack.zip.length; i++) {
            byte[] changed = pack.zip.clone();
            changed[i] ^= (byte) (1 << i % 8);
            assertThat(TestPack.verify(changed, pack.trust())).as("byte %d of %d", i, changed.length)
                    .isNotInstanceOf(Verified.class);
        }
    }

    @Test
    void a_byte_changed_in_an_entry_names_that_entry() {
        byte[] content = pack.log.entry(2);
        int at = indexOf(pack.zip, content);
        for (int i = 0; i < content.length; i++) {
            byte[] changed = pack.zip.clone();
            changed[at + i] ^= 1;
            Fault fault = fault(TestPack.verify(changed, pack.trust()));
            assertThat(fault.position()).isEqualTo(2);
            assertThat(fault.file()).isEqualTo("entries/2.json");
        }
    }

    @Test
    void any_byte_added_or_cut_is_refused() {
        byte[] longer = Arrays.copyOf(pack.zip, pack.zip.length + 1);
        assertThat(fault(TestPack.verify(longer, pack.trust())).file()).isEqualTo("the zip");
        for (int length = 0; length < pack.zip.length; length += 97) {
            assertThat(TestPack.verify(Arrays.copyOf(pack.zip, length), pack.trust())).isNotInstanceOf(Verified.class);
        }
        assertThat(TestPack.verify(Arrays.copyOf(pack.zip, pack.zip.length - 1), pack.trust()))
                .isInstanceOf(Tampered.class);
    }

    @Test
    void the_same_files_packed_by_another_tool_are_refused() throws IOException {
        assertThat(fault(TestPack.verify(zip(unzip(pack.zip)), pack.trust())).what())
                .startsWith("zip structure at byte");
    }

    @Test
    void an_entry_changed_and_packed_again_by_another_tool_is_named() throws IOException {
        Map<String, byte[]> files = unzip(pack.zip);
        files.put("entries/2.json", replace(files.get("entries/2.json"), "item-completed", "item-xompleted"));

        Fault fault = fault(TestPack.verify(zip(files), pack.trust()));

        assertThat(fault).isEqualTo(new Fault(2L, "entries/2.json", "SHA-256", fault.expected(), fault.found()));
    }

    @Test
    void an_entry_and_both_lists_changed_together_is_named_by_its_proof() throws IOException {
        Map<String, byte[]> files = unzip(pack.zip);
        files.put("entries/2.json", replace(files.get("entries/2.json"), "item-completed", "item-xompleted"));

        Fault fault = fault(TestPack.verify(relisted(files), pack.trust()));

        assertThat(fault.position()).isEqualTo(2);
        assertThat(fault.what()).isEqualTo("inclusion in the tree of the checkpoint");
    }

    @Test
    void an_entry_left_out_with_its_proof_and_from_both_lists_is_missed_by_the_sealed_manifest() throws IOException {
        Map<String, byte[]> files = unzip(pack.zip);
        files.remove("entries/2.json");
        files.remove("proofs/2.tlog-proof");

        assertThat(fault(TestPack.verify(relisted(files), pack.trust())).file()).isEqualTo("manifest.json");
    }

    @Test
    void an_entry_left_out_when_the_pack_was_made_is_missed_by_the_stream() {
        Fault fault = fault(
                TestPack.without(name -> name.matches("(entries/2\\.json|proofs/2\\.tlog-proof)")).verify());
        assertThat(fault).isEqualTo(new Fault(4L, "entries/4.json",
                "index in " + TestPack.DEPLOYMENT + " (an entry is missing)", "1", "2"));

        fault = fault(TestPack.without(name -> name.matches("(later/5\\.json|proofs/5\\.tlog-proof)")).verify());
        assertThat(fault.position()).isEqualTo(6);

        fault = fault(TestPack.without(name -> name.matches("(entries/1\\.json|proofs/1\\.tlog-proof)")).verify());
        assertThat(fault.expected()).isEqualTo("0");
    }

    @Test
    void a_file_missing_added_or_swapped_is_named() throws IOException {
        for (String name : unzip(pack.zip).keySet()) {
            Map<String, byte[]> files = unzip(pack.zip);
            files.remove(name);
            assertThat(TestPack.verify(zip(files), pack.trust())).as(name).isInstanceOf(Tampered.class);
        }
        Map<String, byte[]> more = unzip(pack.zip);
        more.put("reports/summary.txt", new byte[]{'x'});
        assertThat(fault(TestPack.verify(zip(more), pack.trust())).file()).isEqualTo("reports/summary.txt");
        Map<String, byte[]> strange = unzip(pack.zip);
        strange.put("../escape", new byte[]{'x'});
        assertThat(fault(TestPack.verify(zip(strange), pack.trust())).file()).isEqualTo("../escape");
        Map<String, byte[]> swapped = unzip(pack.zip);
        swapped.put("entries/1.json", pack.log.entry(2));
        swapped.put("entries/2.json", pack.log.entry(1));
        assertThat(fault(TestPack.verify(zip(swapped), pack.trust())).position()).isEqualTo(1);
    }

    @Test
    void a_proof_without_its_entry_an_entry_without_its_proof_and_a_missing_checkpoint_are_faults() {
        assertThat(fault(TestPack.without(name -> name.equals("entries/2.json")).verify()).file())
                .isEqualTo("proofs/2.tlog-proof");
        assertThat(fault(TestPack.without(name -> name.equals("proofs/2.tlog-proof")).verify()).file())
                .isEqualTo("proofs/2.tlog-proof");
        assertThat(fault(TestPack.without(name -> name.equals("checkpoint")).verify()).file()).isEqualTo("checkpoint");
        assertThat(fault(TestPack.without(name -> name.equals("export.json")).verify()).file())
                .isEqualTo("export.json");
        assertThat(fault(TestPack.without(name -> name.equals("keys/witness.vkey")).verify()).file())
                .isEqualTo("tail.note");
    }

    @Test
    void without_the_callers_key_nothing_is_verified_though_all_else_is_checked() {
        Verdict verdict = TestPack.verify(pack.zip, Trust.of(List.of()));

        assertThat(verdict).isInstanceOf(Unverifiable.class);
        assertThat(((Unverifiable) verdict).missing().getFirst()).contains("none was given");
        assertThat(verdict.checks())
                .hasSameSizeAs(pack.verify().checks().stream()
                        .filter(check -> !check.startsWith("cosigned") && !check.startsWith("existed")).toList());
        assertThat(verdict.account().existedBy()).isEmpty();
    }

    @Test
    void a_key_of_another_log_leaves_it_unverifiable_and_another_key_of_the_same_name_refuses_it() {
        NoteSigner elsewhere = Ed25519.signer("other.example/ledger", TestLog.key(9));
        NoteSigner impostor = Ed25519.signer(TestLog.ORIGIN, TestLog.key(9));

        assertThat(TestPack.verify(pack.zip, Trust.of(List.of(elsewhere.verifierKey()))))
                .isInstanceOf(Unverifiable.class);
        assertThat(fault(TestPack.verify(pack.zip, Trust.of(List.of(impostor.verifierKey())))).file())
                .isEqualTo("checkpoint");
    }

    @Test
    void an_unmet_quorum_leaves_it_unverifiable() {
        String log = "log " + pack.log.logKey.verifierKey() + "\n";
        NoteSigner absent = Ed25519.cosigner("outside.example/witness", TestLog.key(7), () -> TestLog.START);
        WitnessPolicy met = WitnessPolicy.parse(log + "witness q " + pack.log.witness.verifierKey() + "\nquorum q\n");
        WitnessPolicy unmet = WitnessPolicy.parse(log + "witness q " + pack.log.witness.verifierKey() + "\nwitness o "
                + absent.verifierKey() + "\ngroup both all q o\nquorum both\n");

        assertThat(TestPack.verify(pack.zip, Trust.of(List.of(), met))).isInstanceOfSatisfying(Verified.class,
                verdict -> assertThat(verdict.checks()).contains("witnesses: the policy's quorum is met"));
        assertThat(TestPack.verify(pack.zip, Trust.of(List.of(), unmet))).isInstanceOfSatisfying(Unverifiable.class,
                verdict -> assertThat(verdict.missing()).containsExactly("witnesses: group both needs 2 of 2, has 1"));
    }

    @Test
    void a_disclosure_that_fits_no_digest_is_refused() throws IOException {
        Map<String, byte[]> files = unzip(pack.zip);
        byte[] lines = replace(files.get("disclosures.jsonl"), "Rehearsed twice", "Rehearsed never");
        files.put("disclosures.jsonl", lines);

        assertThat(fault(TestPack.verify(zip(files), pack.trust())).file()).isEqualTo("disclosures.jsonl");
    }

    private static Fault fault(Verdict verdict) {
        assertThat(verdict).isInstanceOf(Tampered.class);
        return ((Tampered) verdict).firstFault();
    }

    /** The pack with manifest and tail made to fit changed files, as far as someone without keys can. */
    private byte[] relisted(Map<String, byte[]> files) {
        PackDraft draft = new PackDraft();
        files.forEach((name, bytes) -> {
            if (PackName.isSealed(name)) {
                draft.add(PackFile.of(name, bytes));
            }
        });
        SealedPack sealed = draft.seal();
        files.forEach((name, bytes) -> {
            if (PackName.isAfterManifest(name)) {
                sealed.add(PackFile.of(name, bytes));
            }
        });
        return TestPack.write(sealed, sealed.signTail(Ed25519.signer(TestLog.ORIGIN + "/query", TestLog.key(9))));
    }

    private static Map<String, byte[]> unzip(byte[] zip) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry next = in.getNextEntry(); next != null; next = in.getNextEntry()) {
                files.put(next.getName(), in.readAllBytes());
            }
        }
        return files;
    }

    private static byte[] zip(Map<String, byte[]> files) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                out.putNextEntry(new ZipEntry(file.getKey()));
                out.write(file.getValue());
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] replace(byte @Nullable [] bytes, String from, String to) {
        String text = new String(Objects.requireNonNull(bytes), StandardCharsets.UTF_8);
        assertThat(text).contains(from);
        return text.replace(from, to).getBytes(StandardCharsets.UTF_8);
    }

    private static int indexOf(byte[] all, byte[] part) {
        for (int i = 0; i <= all.length - part.length; i++) {
            if (Arrays.equals(all, i, i + part.length, part, 0, part.length)) {
                return i;
            }
        }
        throw new AssertionError("not found");
    }
}
