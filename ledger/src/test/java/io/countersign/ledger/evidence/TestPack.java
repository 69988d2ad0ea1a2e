package io.countersign.ledger.evidence;

import io.countersign.ledger.disclosure.Disclosure;
import io.countersign.ledger.hash.Digest;
import io.countersign.ledger.note.SignedNote;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** A pack put together the way query-service does it, over a small log. */
final class TestPack {

    static final String DEPLOYMENT = "deployment/01980000-0000-7000-8000-0000000000d1";
    static final byte[] EVIDENCE = "scan report: nothing found\n".getBytes(StandardCharsets.UTF_8);
    /** Of a file that no pack holds: one byte, 9. */
    static final Digest ELSEWHERE = Digest.sha256(new byte[]{9});
    static final String EVIDENCE_DIGEST = Digest.sha256(EVIDENCE).hex();
    static final Disclosure NOTE = new Disclosure("c2FsdHNhbHRzYWx0c2FsdA", "note", "Rehearsed twice; see „runbook“.");
    static final Disclosure WITHHELD = new Disclosure("U2FsdHNhbHRzYWx0c2FsdA", "reason", "not for everyone");

    final TestLog log = new TestLog();
    final List<PackFile> after = new ArrayList<>();
    byte[] zip = new byte[0];
    SignedNote tail = new SignedNote("not signed yet\n", List.of());
    SealedPack pack = new PackDraft().seal();

    private Predicate<String> keep = _ -> true;
    private String manifest = "";

    /** Leaves out of the pack what the filter does not keep. */
    static TestPack without(Predicate<String> leftOut) {
        TestPack made = new TestPack();
        made.keep = leftOut.negate();
        made.make();
        return made;
    }

    static TestPack whole() {
        return without(_ -> false);
    }

    private void make() {
        log.append("countersign.ledger-created.v1", "{}");
        log.append("countersign.deployment-opened.v1", "{}", DEPLOYMENT);
        log.append("countersign.item-completed.v1",
                "{\"note\":{\"digest\":\"" + NOTE.digest() + "\"},\"evidence\":[{\"sha256\":\"" + EVIDENCE_DIGEST
                        + "\",\"size\":" + EVIDENCE.length + "}]}",
                DEPLOYMENT);
        log.append("countersign.item-completed.v1", "{\"other\":true}", "deployment/other");
        log.append("countersign.item-failed.v1", "{\"reason\":{\"digest\":\"" + WITHHELD.digest()
                + "\"},\"evidence\":[{\"sha256\":\"" + "ab".repeat(32) + "\"},{\"sha256\":\"" + ELSEWHERE.hex()
                + "\",\"url\":{\"digest\":\""
                + NOTE.digest() + "\"}}]}", DEPLOYMENT);
        long through = log.size() - 1;

        PackDraft draft = new PackDraft();
        for (PackFile file : sealedFiles(through)) {
            if (keep.test(file.name())) {
                draft.add(file);
            }
        }
        pack = draft.seal();
        manifest = pack.manifestDigest().hex();
        long later = log.append("countersign.note-added.v1", "{}", DEPLOYMENT);
        long export = log.append(Export.TYPE,
                "{\"manifest\":\"" + manifest + "\",\"scope\":{\"deployment\":\"" + DEPLOYMENT.substring(11)
                        + "\"},\"through\":" + through + "}",
                DEPLOYMENT);
        log.append("countersign.item-completed.v1", "{\"after\":\"the export\"}", DEPLOYMENT);

        SignedNote checkpoint = log.checkpoint();
        after.add(PackFile.of(PackName.EXPORT, log.entry(export)));
        after.add(PackFile.of(PackName.later(later), log.entry(later)));
        for (long position : new long[]{1, 2, 4, later, export}) {
            after.add(PackFile.of(PackName.proof(position), log.proof(position, checkpoint).format()));
        }
        after.add(PackFile.of(PackName.CHECKPOINT, checkpoint.bytes()));
        after.removeIf(file -> !keep.test(file.name()));
        after.forEach(pack::add);
        tail = pack.signTail(log.tailKey);
        zip = write(pack, tail);
    }

    private List<PackFile> sealedFiles(long through) {
        List<PackFile> files = new ArrayList<>();
        files.add(PackFile.of(PackName.README, "Check with: countersign verify\n"));
        for (long position : new long[]{1, 2, 4}) {
            files.add(PackFile.of(PackName.entry(position), log.entry(position)));
        }
        files.add(PackFile.of(PackName.DISCLOSURES, DisclosureLines.format(List.of(NOTE))));
        files.add(PackFile.of(PackName.evidence(Digest.sha256(EVIDENCE)), EVIDENCE));
        files.add(PackFile.of(PackName.LOG_KEY, log.logKey.verifierKey().format() + "\n"));
        files.add(PackFile.of(PackName.WITNESS_KEY,
                log.witness.verifierKey().format() + "\n" + log.tailKey.verifierKey().format() + "\n"));
        return files;
    }

    Trust trust() {
        return Trust.of(List.of(log.logKey.verifierKey(), log.witness.verifierKey()));
    }

    Verdict verify() {
        return verify(zip, trust());
    }

    static Verdict verify(byte[] zip, Trust trust) {
        try {
            return Verification.ofPack(() -> new ByteArrayInputStream(zip), trust);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] write(SealedPack pack, SignedNote tail) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            pack.write(out, tail);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

}
