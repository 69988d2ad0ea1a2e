package io.countersign.ledger.evidence;

import io.countersign.ledger.checkpoint.Checkpoint;
import io.countersign.ledger.hash.Digest;
import io.countersign.ledger.note.NoteRejected;
import io.countersign.ledger.note.SignedNote;
import io.countersign.ledger.note.VerifierKey;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** All checks of an evidence pack, in order. Those that can name an entry come before those that can only say that something is wrong. */
final class PackVerification {

    private final PackFile.Content zip;
    private final Trust trust;
    private final Set<Digest> given;
    private final Findings findings = new Findings();
    private final CheckpointCheck checkpoints;

    /** @param given digests of files that the caller has besides */
    PackVerification(PackFile.Content zip, Trust trust, Set<Digest> given) {
        this.given = given;
        this.zip = zip;
        this.trust = trust;
        this.checkpoints = new CheckpointCheck(trust, findings);
    }

    Verdict run() throws IOException {
        try {
            check();
            return findings.verdict();
        } catch (FaultFound found) {
            return findings.tampered(found.fault());
        }
    }

    private void check() throws IOException, FaultFound {
        PackContents contents;
        try (InputStream in = zip.open()) {
            contents = PackReader.read(in);
        }
        if (contents.files().isEmpty()) {
            findings.missing("the pack: no file could be read from it, so it is no zip, or its beginning is broken");
            return;
        }
        Manifest manifest = Manifest.parse(contents.bytes(PackName.MANIFEST));
        SignedNote tailNote = note(contents, PackName.TAIL);
        PackLayout layout = new PackLayout(contents, manifest, Tail.parse(tailNote.text()));
        layout.checkLists();
        findings.passed("files: each of the " + contents.files().size()
                + " is listed once and has the size and SHA-256 listed");

        List<VerifierKey> packed = packedKeys(contents, "keys/");
        SignedNote note = note(contents, PackName.CHECKPOINT);
        Checkpoint checkpoint = checkpoints.open(PackName.CHECKPOINT, note, packedKeys(contents, PackName.LOG_KEY));
        checkpoints.requireEveryLineKnown(PackName.CHECKPOINT, note, packed);

        List<PackEntry> entries = new PackEntries(contents, checkpoint).check(findings);
        Export export = checkManifest(contents, entries.getLast());
        checkTail(contents, tailNote);
        new Completeness(export, entries).check(findings);
        new References(contents, entries, given).check(findings);
        checkTimestamps(contents, note);
        try (InputStream in = zip.open()) {
            layout.checkBytes(in);
        }
        findings.passed("zip: every byte is where the format puts it");
    }

    private void checkTimestamps(PackContents contents, SignedNote note) throws FaultFound {
        TimestampCheck check = new TimestampCheck(note, trust.timestampAuthorities(), findings);
        for (String name : contents.names("timestamps/")) {
            if (name.equals(PackName.STAMPED)) {
                if (!contents.text(name).equals(note.text())) {
                    throw FaultFound.in(name, "content", "the checkpoint's text", contents.text(name));
                }
            } else if (name.endsWith(".tsr")) {
                check.check(name, contents.bytes(name));
            } else {
                findings.notChecked(name + ": what it is; it has no part in a verification");
            }
        }
    }

    private Export checkManifest(PackContents contents, PackEntry exportEntry) throws FaultFound {
        Export export = Export.read(exportEntry);
        String digest = contents.file(PackName.MANIFEST).listed().sha256().hex();
        if (!export.manifest().equals(digest)) {
            throw FaultFound.in(PackName.MANIFEST, "SHA-256", export.manifest() + ", as the export's entry says",
                    digest);
        }
        findings.passed(
                "manifest: its SHA-256 is the one sealed in the export's entry, position " + exportEntry.position());
        return export;
    }

    private void checkTail(PackContents contents, SignedNote tailNote) throws FaultFound {
        String digest = contents.file(PackName.MANIFEST).listed().sha256().hex();
        String claimed = Tail.parse(tailNote.text()).manifest().hex();
        if (!claimed.equals(digest)) {
            throw FaultFound.in(PackName.TAIL, "manifest", digest, claimed);
        }
        List<VerifierKey> keys = packedKeys(contents, PackName.WITNESS_KEY).stream()
                .filter(key -> key.type() == VerifierKey.Type.ED25519).toList();
        try {
            if (tailNote.open(keys).size() != tailNote.signatures().size()) {
                throw FaultFound.in(PackName.TAIL, "signature lines", "only by keys of " + PackName.WITNESS_KEY,
                        tailNote.signatures());
            }
        } catch (NoteRejected e) {
            throw FaultFound.in(PackName.TAIL, "signature", "by a key of " + PackName.WITNESS_KEY,
                    String.valueOf(e.getMessage()));
        }
        findings.passed("tail: signed by the key that the sealed manifest covers");
    }

    /** Keys of the files whose name begins so, a vkey a line. */
    private static List<VerifierKey> packedKeys(PackContents contents, String prefix) throws FaultFound {
        List<VerifierKey> keys = new ArrayList<>();
        for (String name : contents.names(prefix)) {
            if (name.endsWith(".vkey")) {
                String text = contents.text(name);
                for (String line : text.split("\n", -1)) {
                    if (!line.isEmpty()) {
                        keys.add(key(name, line));
                    }
                }
            }
        }
        return keys;
    }

    private static VerifierKey key(String file, String line) throws FaultFound {
        try {
            return VerifierKey.parse(line);
        } catch (IllegalArgumentException e) {
            throw FaultFound.in(file, "content", "a vkey a line", String.valueOf(e.getMessage()));
        }
    }

    private static SignedNote note(PackContents contents, String name) throws FaultFound {
        try {
            return SignedNote.parse(contents.bytes(name));
        } catch (NoteRejected e) {
            throw FaultFound.in(name, "content", "a signed note", String.valueOf(e.getMessage()));
        }
    }
}
