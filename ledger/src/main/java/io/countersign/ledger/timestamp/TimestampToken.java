package io.countersign.ledger.timestamp;

import io.countersign.ledger.hash.Digest;
import io.countersign.ledger.timestamp.TimestampRejected.Reason;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.cmp.PKIStatus;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.tsp.Accuracy;
import org.bouncycastle.asn1.tsp.TimeStampResp;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampToken;
import org.bouncycastle.tsp.TimeStampTokenInfo;
import org.jspecify.annotations.Nullable;

/**
 * A timestamp authority's answer with the token in it (RFC 3161): by the word of the authority, bytes of a given SHA-256 existed at a time. Parsed is not
 * believed; only {@link #check} says what a token is worth.
 */
public final class TimestampToken {

    /** Most bytes of an answer that is read. */
    public static final int MAX_BYTES = 64 << 10;

    private static final Duration UNSTATED_ACCURACY = Duration.ofSeconds(1);
    private static final Duration MAX_ACCURACY = Duration.ofDays(1);

    private final byte[] response;
    private final TimeStampToken token;
    private final Digest imprint;
    private final Duration accuracy;

    private TimestampToken(byte[] response, TimeStampToken token, Digest imprint, Duration accuracy) {
        this.response = response;
        this.token = token;
        this.imprint = imprint;
        this.accuracy = accuracy;
    }

    /**
     * Reads an authority's answer.
     *
     * @param response a TimeStampResp in BER or DER; copied
     * @throws TimestampRejected as malformed or not granted. Stricter than RFC 3161: the imprint is a SHA-256, the signed attribute that names the
     *                           certificate is the newer one (ESSCertIDv2, RFC 5816), and the token has no critical extension
     */
    public static TimestampToken parse(byte[] response) throws TimestampRejected {
        if (response.length > MAX_BYTES || !Nesting.isBounded(response)) {
            throw malformed("more than " + MAX_BYTES + " bytes, or no ASN.1");
        }
        try {
            TimeStampResp read = TimeStampResp.getInstance(ASN1Primitive.fromByteArray(response));
            int status = read.getStatus().getStatusObject().intValueExact();
            if (status != PKIStatus.GRANTED && status != PKIStatus.GRANTED_WITH_MODS) {
                throw new TimestampRejected(Reason.NOT_GRANTED, "the authority refuses with status " + status + " "
                        + Optional.ofNullable(read.getStatus().getStatusString())
                                .map(text -> text.getStringAtUTF8(0).getString()).orElse(""));
            }
            ContentInfo content = read.getTimeStampToken();
            if (content == null) {
                throw malformed("no token in the answer");
            }
            requireBoundedContent(content);
            return of(response.clone(), new TimeStampToken(content));
        } catch (TSPException | IOException e) {
            throw malformed(e);
        } catch (RuntimeException e) {
            // Bouncy Castle tells of wrong ASN.1 by whatever comes: IllegalArgument, ClassCast, NullPointer, index out of bounds …
            throw malformed(e);
        }
    }

    private static TimestampToken of(byte[] response, TimeStampToken token) throws TimestampRejected {
        TimeStampTokenInfo info = token.getTimeStampInfo();
        if (!NISTObjectIdentifiers.id_sha256.equals(info.getMessageImprintAlgOID())
                || info.getMessageImprintDigest().length != Digest.BYTES) {
            throw malformed("the token's imprint is no SHA-256");
        }
        var signed = token.getSignedAttributes();
        if (signed.getAll(PKCSObjectIdentifiers.id_aa_signingCertificateV2).size() != 1) {
            throw malformed("the token does not name its certificate by ESSCertIDv2");
        }
        if (info.getExtensions() != null && info.getExtensions().getCriticalExtensionOIDs().length > 0) {
            throw malformed("the token has a critical extension");
        }
        return new TimestampToken(response, token, Digest.of(info.getMessageImprintDigest()),
                accuracy(info.getAccuracy()));
    }

    /** The signed content is an octet string in the token, so the look at the whole has not seen into it. */
    private static void requireBoundedContent(ContentInfo content) throws TimestampRejected {
        SignedData signed = SignedData.getInstance(content.getContent());
        byte[] inner = ASN1OctetString.getInstance(signed.getEncapContentInfo().getContent()).getOctets();
        if (!Nesting.isBounded(inner)) {
            throw malformed("the token's content is no ASN.1");
        }
    }

    private static Duration accuracy(@Nullable Accuracy accuracy) throws TimestampRejected {
        if (accuracy == null) {
            return UNSTATED_ACCURACY;
        }
        Duration stated = Duration
                .ofSeconds(accuracy.getSeconds() == null ? 0 : accuracy.getSeconds().longValueExact())
                .plusMillis(accuracy.getMillis() == null ? 0 : accuracy.getMillis().longValueExact())
                .plus(Duration.ofNanos(
                        1_000 * (accuracy.getMicros() == null ? 0 : accuracy.getMicros().longValueExact())));
        if (stated.isNegative() || stated.compareTo(MAX_ACCURACY) > 0) {
            throw malformed("an accuracy of " + stated);
        }
        return stated;
    }

    /** A copy of the answer's bytes. */
    public byte[] bytes() {
        return response.clone();
    }

    /** SHA-256 of the stamped bytes, as the token has it. */
    public Digest imprint() {
        return imprint;
    }

    /** When the token says it was made. */
    public Instant time() {
        return token.getTimeStampInfo().getGenTime().toInstant();
    }

    /** Under which policy the authority made it, as dotted numbers. */
    public String policy() {
        return token.getTimeStampInfo().getPolicy().getId();
    }

    /** What the request had to tell it from others. */
    public Optional<BigInteger> nonce() {
        return Optional.ofNullable(token.getTimeStampInfo().getNonce());
    }

    /**
     * Checks all there is to check: imprint; signature, by the certificate that the signed attribute names, made for time-stamping and nothing else
     * (critically so), valid when the token was made; and a path from it to a trusted certificate, as of then. Revocation is not asked for.
     *
     * @param imprint SHA-256 of the bytes
     * @param trusted certificates of authorities (or of who certifies them)
     * @throws TimestampRejected {@link Reason#UNKNOWN_AUTHORITY} if only trust is lacking
     */
    public Timestamp check(Digest imprint, Collection<X509Certificate> trusted) throws TimestampRejected {
        requireImprint(imprint);
        TokenSignature signature = new TokenSignature(token);
        X509Certificate signer = signature.verify(trusted);
        try {
            signature.requirePath(signer, trusted);
        } catch (GeneralSecurityException e) {
            throw new TimestampRejected(Reason.UNKNOWN_AUTHORITY,
                    "no trusted timestamp authority: " + signer.getSubjectX500Principal().getName(), e);
        }
        return new Timestamp(time(), accuracy, signer.getSubjectX500Principal().getName());
    }

    void requireImprint(Digest expected) throws TimestampRejected {
        if (!imprint.equals(expected)) {
            throw new TimestampRejected(Reason.OTHER_IMPRINT,
                    "the token is about " + imprint.hex() + ", not " + expected.hex());
        }
    }

    void requireOwnSignature() throws TimestampRejected {
        new TokenSignature(token).verify(List.of());
    }

    private static TimestampRejected malformed(Exception e) {
        return new TimestampRejected(Reason.MALFORMED, "no timestamp: " + e.getMessage(), e);
    }

    private static TimestampRejected malformed(String what) {
        return new TimestampRejected(Reason.MALFORMED, "no timestamp: " + what);
    }
}
