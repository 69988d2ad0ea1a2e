package io.countersign.ledger.timestamp;

import io.countersign.ledger.timestamp.TimestampRejected.Reason;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
import java.security.cert.CertificateException;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampToken;

/** Who has signed a token, and whether that is to be believed. */
record TokenSignature(TimeStampToken token) {

    private static final Set<String> DIGESTS = Set.of(NISTObjectIdentifiers.id_sha256.getId(),
            NISTObjectIdentifiers.id_sha384.getId(), NISTObjectIdentifiers.id_sha512.getId());

    /**
     * The certificate that has signed, out of the token or else out of these.
     *
     * @throws TimestampRejected if there is none or anything about the signature is wrong
     */
    X509Certificate verify(Collection<X509Certificate> others) throws TimestampRejected {
        try {
            X509CertificateHolder signer = signer(others);
            String digest = token.toCMSSignedData().getSignerInfos().getSigners().iterator().next()
                    .getDigestAlgOID();
            if (!DIGESTS.contains(digest)) {
                throw new TimestampRejected(Reason.BAD_SIGNATURE, "timestamp signed by way of the digest " + digest);
            }
            // compares the certificate with the signed attribute, its purpose and validity with what they must be, and verifies
            token.validate(new JcaSimpleSignerInfoVerifierBuilder().build(signer));
            return new JcaX509CertificateConverter().getCertificate(signer);
        } catch (TSPException | OperatorCreationException | CertificateException e) {
            throw bad(e);
        } catch (RuntimeException e) {
            throw bad(e); // Bouncy Castle, over what is in certificates
        }
    }

    /** @throws GeneralSecurityException if no path leads from the signer to a trusted certificate */
    void requirePath(X509Certificate signer, Collection<X509Certificate> trusted) throws GeneralSecurityException {
        if (trusted.contains(signer)) {
            return;
        }
        if (trusted.isEmpty()) {
            throw new CertificateException("no certificate is trusted");
        }
        X509CertSelector target = new X509CertSelector();
        target.setCertificate(signer);
        Set<TrustAnchor> anchors = trusted.stream().map(each -> new TrustAnchor(each, null))
                .collect(Collectors.toSet());
        var parameters = new PKIXBuilderParameters(anchors, target);
        parameters.setRevocationEnabled(false);
        parameters.setDate(token.getTimeStampInfo().getGenTime());
        parameters.addCertStore(
                CertStore.getInstance("Collection", new CollectionCertStoreParameters(certificates())));
        CertPathBuilder.getInstance("PKIX").build(parameters);
    }

    private X509CertificateHolder signer(Collection<X509Certificate> others)
            throws CertificateException, TimestampRejected {
        for (Object inside : token.getCertificates().getMatches(token.getSID())) {
            return (X509CertificateHolder) inside;
        }
        for (X509Certificate other : others) {
            X509CertificateHolder holder = new JcaX509CertificateHolder(other);
            if (token.getSID().match(holder)) {
                return holder;
            }
        }
        throw new TimestampRejected(Reason.UNKNOWN_AUTHORITY, "the certificate that signed the token is not known");
    }

    private List<X509Certificate> certificates() throws CertificateException {
        var converter = new JcaX509CertificateConverter();
        List<X509Certificate> all = new ArrayList<>();
        for (X509CertificateHolder holder : token.getCertificates().getMatches(null)) {
            all.add(converter.getCertificate(holder));
        }
        return all;
    }

    private static TimestampRejected bad(Exception e) {
        return new TimestampRejected(Reason.BAD_SIGNATURE, "timestamp not properly signed: " + e.getMessage(), e);
    }
}
