package io.countersign.ledger.checkpoint;

import io.countersign.ledger.note.NoteRejected;
import io.countersign.ledger.note.NoteSignature;
import io.countersign.ledger.note.SignedNote;
import io.countersign.ledger.note.VerifierKey;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * A witness's statement that, as of a time, this was the largest consistent tree it had seen of the log (C2SP tlog-cosignature). Only verified ones come into
 * being.
 *
 * @param witness the witness's key
 * @param time    when it signed, in whole seconds
 */
public record Cosignature(VerifierKey witness, Instant time) {

    /**
     * The cosignatures that given witnesses have put on a note, Ed25519 and ML-DSA alike. Lines of others are ignored; so is a line of time zero, by which a
     * cosigner states nothing about time; none at all is an empty list.
     *
     * @throws NoteRejected if a line under a given witness's name and ID does not verify
     */
    public static List<Cosignature> open(SignedNote note, Collection<VerifierKey> witnesses) throws NoteRejected {
        List<Cosignature> found = new ArrayList<>();
        for (NoteSignature line : note.signatures()) {
            for (VerifierKey witness : witnesses) {
                if (witness.type().isCosignature() && witness.signed(line)) {
                    witness.check(note.text(), line);
                    Instant time = time(line);
                    if (time.isAfter(Instant.EPOCH)) {
                        found.add(new Cosignature(witness, time));
                    }
                }
            }
        }
        return found;
    }

    private static Instant time(NoteSignature verified) {
        return Instant.ofEpochSecond(ByteBuffer.wrap(verified.signature()).getLong());
    }
}
