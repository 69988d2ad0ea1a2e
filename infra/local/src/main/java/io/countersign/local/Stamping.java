package io.countersign.local;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.cmp.PKIFailureInfo;
import org.bouncycastle.asn1.cmp.PKIFreeText;
import org.bouncycastle.asn1.cmp.PKIStatus;
import org.bouncycastle.asn1.cmp.PKIStatusInfo;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.tsp.TimeStampResp;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TSPValidationException;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampResponseGenerator;
import org.bouncycastle.tsp.TimeStampTokenGenerator;

/** Answers requests as RFC 3161 says, those that it refuses included. */
final class Stamping {
    /** The policy of tokens, under the arc for UUIDs: this machine's clock, for trying things out. */
    static final ASN1ObjectIdentifier POLICY = new ASN1ObjectIdentifier("2.25.141920853461239879213605921870367143821");
    private static final Set<ASN1ObjectIdentifier> DIGESTS = Set.of(TSPAlgorithms.SHA256, TSPAlgorithms.SHA384,
            TSPAlgorithms.SHA512);
    private static final int ACCURACY_SECONDS = 1;

    private final AuthorityKeys keys;
    private final SerialNumbers serials;

    Stamping(AuthorityKeys keys, SerialNumbers serials) {
        this.keys = keys;
        this.serials = serials;
    }

    /**
     * @param request
     *            whatever came
     * @return a TimeStampResp in DER: a token, or why not
     */
    byte[] answer(byte[] request, Instant now) {
        try {
            TimeStampRequest asked;
            try {
                asked = new TimeStampRequest(request);
            } catch (IOException | IllegalArgumentException | ClassCastException e) {
                return refused(PKIFailureInfo.badDataFormat, "no TimeStampReq");
            }
            try {
                asked.validate(DIGESTS, Set.of(POLICY), Set.of());
                return generator().generateGrantedResponse(asked, serials.next(), Date.from(now)).getEncoded();
            } catch (TSPValidationException e) {
                return refused(e.getFailureCode() <= 0 ? PKIFailureInfo.badRequest : e.getFailureCode(),
                        String.valueOf(e.getMessage()));
            }
        } catch (TSPException | IOException | OperatorCreationException | GeneralSecurityException e) {
            throw new LocalFault("The timestamp authority cannot sign: " + e.getMessage() + ".", e);
        }
    }

    private static byte[] refused(int failure, String why) throws IOException {
        var status = new PKIStatusInfo(PKIStatus.rejection, new PKIFreeText(why), new PKIFailureInfo(failure));
        return new TimeStampResp(status, null).getEncoded(ASN1Encoding.DER);
    }

    /** A new one for each request: it is not made to be used by several at once. */
    private TimeStampResponseGenerator generator()
            throws OperatorCreationException, GeneralSecurityException, TSPException {
        var signer = new JcaSimpleSignerInfoGeneratorBuilder().build("SHA256withECDSA", keys.key(), keys.certificate());
        var sha256 = new JcaDigestCalculatorProviderBuilder().build()
                .get(new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256));
        var tokens = new TimeStampTokenGenerator(signer, sha256, POLICY);
        tokens.addCertificates(new JcaCertStore(List.of(keys.certificate(), keys.root())));
        tokens.setResolution(TimeStampTokenGenerator.R_MILLISECONDS);
        tokens.setAccuracySeconds(ACCURACY_SECONDS);
        tokens.setTSA(new GeneralName(
                X500Name.getInstance(keys.certificate().getSubjectX500Principal().getEncoded())));
        return new TimeStampResponseGenerator(tokens, DIGESTS);
    }
}
