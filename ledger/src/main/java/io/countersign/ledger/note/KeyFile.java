package io.countersign.ledger.note;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Date;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSequence;

import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.TBSCertificate;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x509.V3TBSCertificateGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A service's keys in a PKCS#12 key store, which openssl and keytool can read: one Ed25519 key under the alias {@code signing}, and, where the service needs
 * one, a secret for keyed hashes under {@code secret}. The self-signed certificate beside the key, valid a hundred years, is there because the format wants
 * one; nobody checks it.
 *
 * @param signing the key that signs
 * @param secret  32 bytes for HMAC-SHA-256, or null; not copied, not to be changed
 */
public record KeyFile(Ed25519Key signing, byte @Nullable [] secret) {

    private static final String SIGNING = "signing";
    private static final String SECRET = "secret";
    private static final int SECRET_BYTES = 32;

    private static final AlgorithmIdentifier ALGORITHM = new AlgorithmIdentifier(
            new ASN1ObjectIdentifier("1.3.101.112")); // id-Ed25519, RFC 8410
    private static final Duration VALID = Duration.ofDays(36_500);

    public KeyFile {
        if (secret != null && secret.length != SECRET_BYTES) {
            throw new IllegalArgumentException("a secret has " + SECRET_BYTES + " bytes, not " + secret.length);
        }
    }

    /** A new key without a secret. */
    public static KeyFile generate(SecureRandom random) {
        return new KeyFile(Ed25519Key.generate(random), null);
    }

    /** A new key and a new secret. */
    public static KeyFile generateWithSecret(SecureRandom random) {
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        return new KeyFile(Ed25519Key.generate(random), secret);
    }

    /** The secret, of a file that must have one. */
    public byte[] requireSecret() {
        if (secret == null) {
            throw new IllegalStateException("the key file has no secret");
        }
        return secret.clone();
    }

    /**
     * Reads a store. The stream is not closed.
     *
     * @throws IOException if the bytes are no PKCS#12, the password is wrong, or the keys are not those described above
     */
    public static KeyFile read(InputStream in, char[] password) throws IOException {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, password);
            if (!(store.getKey(SIGNING, password) instanceof EdECPrivateKey key)) {
                throw new IOException("a key file has an Ed25519 key under the alias signing; this one has entries "
                        + Collections.list(store.aliases()));
            }
            byte[] seed = key.getBytes().orElseThrow(() -> new IOException("the key cannot be taken out of its store"));
            Key secret = store.getKey(SECRET, password);
            return new KeyFile(Ed25519Key.ofSeed(seed), secret == null ? null : secret.getEncoded());
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IOException("key file cannot be read", e);
        }
    }

    /**
     * Writes a store. The stream is not closed.
     *
     * @param name the certificate's common name
     * @param now  beginning of the certificate's validity
     */
    public void write(OutputStream out, char[] password, String name, Instant now) throws IOException {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            var spec = new EdECPrivateKeySpec(NamedParameterSpec.ED25519, signing.seed());
            var privateKey = KeyFactory.getInstance("Ed25519").generatePrivate(spec);
            store.setKeyEntry(SIGNING, privateKey, password, new Certificate[]{certificate(signing, name, now)});
            if (secret != null) {
                store.setKeyEntry(SECRET, new SecretKeySpec(secret, "HmacSHA256"), password, null);
            }
            store.store(out, password);
        } catch (GeneralSecurityException e) {
            throw new IOException("key file cannot be written", e);
        }
    }

    /** Names no key. */
    @Override
    public String toString() {
        return "KeyFile";
    }

    private static Certificate certificate(Ed25519Key key, String name, Instant now)
            throws GeneralSecurityException, IOException {
        var subject = new X500NameBuilder().addRDN(BCStyle.CN, name).build();
        var generator = new V3TBSCertificateGenerator();
        generator.setSerialNumber(new ASN1Integer(BigInteger.ONE));
        generator.setSignature(ALGORITHM);
        generator.setIssuer(subject);
        generator.setSubject(subject);
        generator.setStartDate(new Time(Date.from(now)));
        generator.setEndDate(new Time(Date.from(now.plus(VALID))));
        generator.setSubjectPublicKeyInfo(new SubjectPublicKeyInfo(ALGORITHM, key.publicKey()));
        TBSCertificate body = generator.generateTBSCertificate();
        var signature = new DERBitString(key.sign(body.getEncoded(ASN1Encoding.DER)));
        var encoded = new DERSequence(new ASN1Encodable[]{body, ALGORITHM, signature}).getEncoded(ASN1Encoding.DER);
        return CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(encoded));
    }
}
