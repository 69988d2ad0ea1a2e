package io.countersign.cli.evidence;

import io.countersign.cli.session.Failure;
import io.countersign.cli.session.Session;
import io.countersign.ledger.checkpoint.WitnessPolicy;
import io.countersign.ledger.evidence.Trust;
import io.countersign.ledger.note.VerifierKey;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the caller believes in beforehand. Keys are never taken from what is to be verified. */
final class GivenTrust {

    @Option(names = "--vkey", paramLabel = "K", description = {
        "A verifier key that you trust, the log's or a witness's; as often as needed.",
        "Without one, the log's key in the stack.json of an explicit --data DIR counts."})
    private List<String> vkeys = List.of();

    @Option(names = "--policy", paramLabel = "FILE", description = "Which logs and witnesses count and how many, as C2SP tlog-policy writes it.")
    private @Nullable Path policy;

    @Option(names = "--tsa-ca", paramLabel = "FILE", description = "Certificates (PEM) of timestamp authorities that you trust, or of who certifies them; as often as needed.")
    private List<Path> authorities = List.of();

    Trust trust(Session session) throws IOException {
        List<VerifierKey> keys = given(session).stream().map(GivenTrust::key).toList();
        List<X509Certificate> certificates = new ArrayList<>();
        for (Path file : authorities) {
            certificates.addAll(certificates(session.path(file)));
        }
        Trust trust = policy == null ? Trust.of(keys) : Trust.of(keys, read(session.path(policy)));
        return trust.withTimestampAuthorities(certificates);
    }

    private static List<X509Certificate> certificates(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw Failure.local("there is no certificate file " + file);
        }
        try {
            List<X509Certificate> found = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(LogFiles.bytes(file))).stream()
                    .map(X509Certificate.class::cast).toList();
            if (!found.isEmpty()) {
                return found;
            }
        } catch (CertificateException e) {
            throw Failure.usage(file + " holds no certificates: " + e.getMessage());
        }
        throw Failure.usage(file + " holds no certificates");
    }

    /** Where the keys come from, in words. */
    String origin(Session session) {
        if (!vkeys.isEmpty()) {
            return "--vkey";
        }
        if (policy != null) {
            return "--policy";
        }
        return session.stackVkey().isPresent() ? "stack.json of --data" : "nowhere";
    }

    private List<String> given(Session session) {
        return vkeys.isEmpty() && policy == null ? session.stackVkey().stream().toList() : vkeys;
    }

    private static VerifierKey key(String text) {
        try {
            return VerifierKey.parse(text.strip());
        } catch (IllegalArgumentException e) {
            throw Failure.usage("'" + text + "' is no verifier key: " + e.getMessage());
        }
    }

    private static WitnessPolicy read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw Failure.local("there is no policy file " + file);
        }
        try {
            return WitnessPolicy.parse(Files.readString(file));
        } catch (IllegalArgumentException e) {
            throw Failure.usage("the policy " + file + ": " + e.getMessage());
        }
    }
}
