package io.countersign.ledger.timestamp;

import io.countersign.ledger.hash.Digest;
import io.countersign.ledger.timestamp.TimestampRejected.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.SecureRandom;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Boolean;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.tsp.MessageImprint;
import org.bouncycastle.asn1.tsp.TimeStampReq;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;

/**
 * What is asked of a timestamp authority: a token over a SHA-256, with the authority's certificate in it (RFC 3161 section 2.4.1). Sent as the body of a
 * POST of type {@value #CONTENT_TYPE}, answered as {@value #ANSWER_TYPE}.
 *
 * @param imprint SHA-256 of the bytes to be stamped
 * @param nonce   not negative; the answer must repeat it
 */
public record TimestampRequest(Digest imprint, BigInteger nonce) {

    /** Media type of a request (RFC 3161 section 3.4). */
    public static final String CONTENT_TYPE = "application/timestamp-query";

    /** Media type of an answer. */
    public static final String ANSWER_TYPE = "application/timestamp-reply";

    private static final int NONCE_BITS = 64;

    public TimestampRequest {
        if (nonce.signum() < 0) {
            throw new IllegalArgumentException("a nonce is not negative");
        }
    }

    /** A request with a nonce of 64 random bits. */
    public static TimestampRequest of(Digest imprint, SecureRandom random) {
        return new TimestampRequest(imprint, new BigInteger(NONCE_BITS, random));
    }

    /** The request in DER. */
    public byte[] encoded() {
        var sha256 = new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256);
        var request = new TimeStampReq(new MessageImprint(sha256, imprint.bytes()), null, new ASN1Integer(nonce),
                ASN1Boolean.TRUE, null);
        try {
            return request.getEncoded(ASN1Encoding.DER);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // into memory: cannot happen
        }
    }

    /**
     * The token in an authority's answer, if it answers this request and its signature is that of the certificate it brings along. Whether to trust that
     * certificate is not asked here but by {@link TimestampToken#check}.
     *
     * @param response a TimeStampResp in DER
     * @throws TimestampRejected if it is anything else
     */
    public TimestampToken accept(byte[] response) throws TimestampRejected {
        TimestampToken token = TimestampToken.parse(response);
        token.requireImprint(imprint);
        if (!token.nonce().filter(nonce::equals).isPresent()) {
            throw new TimestampRejected(Reason.OTHER_NONCE, "the token answers another request");
        }
        token.requireOwnSignature();
        return token;
    }
}
