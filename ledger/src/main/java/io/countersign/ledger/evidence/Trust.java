package io.countersign.ledger.evidence;

import io.countersign.ledger.checkpoint.WitnessPolicy;
import io.countersign.ledger.note.VerifierKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/**
 * What the one who verifies believes in beforehand; nothing inside a pack or log adds to it.
 *
 * @param logKeys keys of the log; with none, the verdict can be no better than unverifiable
 * @param policy  which witnesses must have cosigned
 * @param timestampAuthorities certificates of timestamp authorities, or of who certifies them
 */
public record Trust(List<VerifierKey> logKeys, WitnessPolicy policy, List<X509Certificate> timestampAuthorities) {

    public Trust {
        logKeys = List.copyOf(logKeys);
        timestampAuthorities = List.copyOf(timestampAuthorities);
    }

    /** Trust in no timestamp authority. */
    public Trust(List<VerifierKey> logKeys, WitnessPolicy policy) {
        this(logKeys, policy, List.of());
    }

    /** The same trust, and in timestamps that these certificates vouch for. */
    public Trust withTimestampAuthorities(List<X509Certificate> certificates) {
        return new Trust(logKeys, policy, certificates);
    }

    /** Trust in keys alone: those of type Ed25519 are the log's, cosignature keys, Ed25519 and ML-DSA, are witnesses', known but not required. */
    public static Trust of(List<VerifierKey> keys) {
        List<VerifierKey> logs = keys.stream().filter(key -> key.type() == VerifierKey.Type.ED25519).toList();
        return new Trust(logs, WitnessPolicy.none(keys.stream().filter(key -> key.type().isCosignature()).toList()));
    }

    /** Trust as a policy file says, with keys given beside it. */
    public static Trust of(List<VerifierKey> keys, WitnessPolicy policy) {
        Trust given = of(keys);
        List<VerifierKey> logs = new ArrayList<>(given.logKeys());
        policy.logs().stream().filter(key -> !logs.contains(key)).forEach(logs::add);
        return new Trust(logs, policy.knowing(given.policy().witnesses()));
    }
}
