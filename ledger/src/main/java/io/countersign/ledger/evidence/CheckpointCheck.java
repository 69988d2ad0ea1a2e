package io.countersign.ledger.evidence;

import io.countersign.ledger.checkpoint.Checkpoint;
import io.countersign.ledger.checkpoint.Cosignature;
import io.countersign.ledger.note.NoteRejected;
import io.countersign.ledger.note.NoteSignature;
import io.countersign.ledger.note.SignedNote;
import io.countersign.ledger.note.VerifierKey;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** That a checkpoint is the log's, by the caller's keys, and bears the cosignatures the caller's policy asks for. */
final class CheckpointCheck {

    private final Trust trust;
    private final Findings findings;

    CheckpointCheck(Trust trust, Findings findings) {
        this.trust = trust;
        this.findings = findings;
    }

    /**
     * @param file       where the note stands
     * @param logKeys    the log's keys as the pack gives them: used, and never trusted, where the caller gives none
     * @return the checkpoint; believed only if nothing was reported missing
     */
    Checkpoint open(String file, SignedNote note, List<VerifierKey> logKeys) throws FaultFound {
        Checkpoint claimed = parse(file, note);
        List<VerifierKey> given = trust.logKeys().stream().filter(key -> key.name().equals(claimed.origin())).toList();
        if (trust.logKeys().isEmpty()) {
            findings.missing("the key of log " + claimed.origin()
                    + ": none was given, and keys found beside the evidence are never trusted");
        } else if (given.isEmpty()) {
            findings.missing("the key of log " + claimed.origin() + ": the keys given are of "
                    + trust.logKeys().stream().map(VerifierKey::name).toList());
        }
        List<VerifierKey> keys = given.isEmpty() ? logKeys : given;
        if (keys.isEmpty()) {
            return claimed;
        }
        try {
            Checkpoint opened = Checkpoint.open(note, keys);
            List<String> signed = keys.stream().filter(key -> note.signatures().stream().anyMatch(key::signed))
                    .map(VerifierKey::format).toList();
            findings.passed("checkpoint: " + opened.origin() + " at size " + opened.size() + " with root "
                    + opened.root() + ", signed by the log's key"
                    + (given.isEmpty()
                            ? " as found beside it, which is not trusted"
                            : " " + String.join(" and ", signed)));
            checkQuorum(file, note, opened.origin());
            return opened;
        } catch (NoteRejected e) {
            throw FaultFound.in(file, "signature", "by " + keys.stream().map(VerifierKey::format).toList(),
                    String.valueOf(e.getMessage()));
        }
    }

    /**
     * Opens another checkpoint of the same log, such as an older one or a mirror's. It needs the log's signature; the quorum is asked only of the checkpoint that is verified.
     *
     * @param origin of the log
     */
    Checkpoint openOlder(String name, SignedNote note, String origin) throws FaultFound {
        Checkpoint claimed = parse(name, note);
        if (!claimed.origin().equals(origin)) {
            throw FaultFound.in(name, "origin", origin, claimed.origin());
        }
        List<VerifierKey> keys = trust.logKeys().stream().filter(key -> key.name().equals(origin)).toList();
        if (keys.isEmpty()) {
            // that the key is missing has been said when the checkpoint itself was opened
            return claimed;
        }
        try {
            Checkpoint opened = Checkpoint.open(note, keys);
            findings.passed(name + ": signed by the log's key, at size " + opened.size());
            return opened;
        } catch (NoteRejected e) {
            throw FaultFound.in(name, "signature", "by " + keys.stream().map(VerifierKey::format).toList(),
                    String.valueOf(e.getMessage()));
        }
    }

    private void checkQuorum(String file, SignedNote note, String origin) throws FaultFound {
        try {
            List<Cosignature> cosignatures = Cosignature.open(note, trust.policy().witnesses());
            for (Cosignature each : cosignatures) {
                findings.passed("cosigned by " + each.witness().name() + " at " + each.time());
                // what the log says of its own time bounds nothing
                if (!each.witness().name().equals(origin)) {
                    findings.seen(each.time(), "cosignature of " + each.witness().name());
                }
            }
            List<String> unmet = trust.policy().unmet(cosignatures);
            unmet.forEach(lack -> findings.missing("witnesses: " + lack));
            if (unmet.isEmpty() && trust.policy().requiresWitnesses()) {
                findings.passed("witnesses: the policy's quorum is met");
            }
        } catch (NoteRejected e) {
            throw FaultFound.in(file, "cosignature", "one that verifies", String.valueOf(e.getMessage()));
        }
    }

    /** Lists the signature lines by keys that the caller has not given: as signed-note has it, they are no fault. */
    void nameUnknownLines(SignedNote note) {
        List<VerifierKey> given = new ArrayList<>(trust.logKeys());
        given.addAll(trust.policy().witnesses());
        for (NoteSignature line : note.signatures()) {
            if (given.stream().noneMatch(key -> key.signed(line))) {
                findings.notChecked("the signature line of " + line.name() + ", key ID "
                        + HexFormat.of().toHexDigits(line.keyId()) + ": that key was not given");
            }
        }
    }

    /** Stricter than signed-note: in a pack every line must verify, by a given key or a packed one. */
    void requireEveryLineKnown(String file, SignedNote note, List<VerifierKey> packed) throws FaultFound {
        List<VerifierKey> given = new ArrayList<>(trust.logKeys());
        given.addAll(trust.policy().witnesses());
        for (NoteSignature line : note.signatures()) {
            if (verifies(file, note, line, given)) {
                continue;
            }
            if (!verifies(file, note, line, packed)) {
                throw FaultFound.in(file, "signature line", "one by a key that was given or packed", line.format());
            }
            findings.notChecked(file + ": whose key " + line.name()
                    + " is; its signature verifies, but its key is only known from the pack");
        }
    }

    private static boolean verifies(String file, SignedNote note, NoteSignature line, List<VerifierKey> keys)
            throws FaultFound {
        for (VerifierKey key : keys) {
            if (key.signed(line)) {
                try {
                    key.check(note.text(), line);
                    return true;
                } catch (NoteRejected e) {
                    throw FaultFound.in(file, "signature by " + key.name(), "one that verifies", line.format());
                }
            }
        }
        return false;
    }

    private static Checkpoint parse(String file, SignedNote note) throws FaultFound {
        try {
            return Checkpoint.parse(note.text());
        } catch (NoteRejected e) {
            throw FaultFound.in(file, "content", "a checkpoint", String.valueOf(e.getMessage()));
        }
    }
}
