package io.countersign.ledger.evidence;

import io.countersign.ledger.hash.Digest;
import io.countersign.ledger.note.SignedNote;
import io.countersign.ledger.timestamp.Timestamp;
import io.countersign.ledger.timestamp.TimestampRejected;
import io.countersign.ledger.timestamp.TimestampRejected.Reason;
import io.countersign.ledger.timestamp.TimestampToken;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.List;

/** That timestamps are about the checkpoint's text, and whose word they are. */
final class TimestampCheck {

    private final Digest imprint;
    private final List<X509Certificate> authorities;
    private final Findings findings;

    TimestampCheck(SignedNote checkpoint, List<X509Certificate> authorities, Findings findings) {
        this.imprint = Digest.sha256(checkpoint.text().getBytes(StandardCharsets.UTF_8));
        this.authorities = authorities;
        this.findings = findings;
    }

    /** @param response what the authority answered (RFC 3161) */
    void check(String name, byte[] response) throws FaultFound {
        try {
            Timestamp stamp = TimestampToken.parse(response).check(imprint, authorities);
            findings.passed(name + ": the checkpoint existed at " + stamp.time() + ", give or take "
                    + stamp.accuracy().toMillis() + " ms, by the word of " + stamp.authority());
            findings.seen(stamp.latest(), "timestamp of " + stamp.authority());
        } catch (TimestampRejected e) {
            if (e.reason() != Reason.UNKNOWN_AUTHORITY) {
                throw FaultFound.in(name, "timestamp", "one over the checkpoint's text",
                        String.valueOf(e.getMessage()));
            }
            findings.notChecked(name + (authorities.isEmpty()
                    ? ": whose word it is; no certificate of a timestamp authority was given (" + e.getMessage() + ")"
                    : ": " + e.getMessage()));
        }
    }
}
