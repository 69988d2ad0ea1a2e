package io.countersign.ledger.note;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Date;
import java.util.List;
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

/**
 * An Ed25519 key in a PKCS#12 key store, which openssl and keytool can read. The store holds exactly one key; the self-signed certificate beside it, valid a
 * hundred years, is there because the format wants one, and nobody checks it.
 */
public final class KeyFile {

    private static final AlgorithmIdentifier ALGORITHM = new AlgorithmIdentifier(
            new ASN1ObjectIdentifier("1.3.101.112")); // id-Ed25519, RFC 8410
    private static final Duration VALID = Duration.ofDays(36_500);

    private KeyFile() {}

    /**
     * Reads the key of a store. The stream is not closed.
     *
     * @throws IOException if the bytes are no PKCS#12, the password is wrong, or the store holds not exactly one key, of Ed25519
     */
    public static Ed25519Key read(InputStream in, char[] password) throws IOException {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, password);
            List<String> aliases = Collections.list(store.aliases());
            if (aliases.size() != 1 || !(store.getKey(aliases.getFirst(), password) instanceof EdECPrivateKey key)) {
                throw new IOException("a key file holds exactly one key, of Ed25519; this one has entries " + aliases);
            }
            return Ed25519Key.ofSeed(
                    key.getBytes().orElseThrow(() -> new IOException("the key cannot be taken out of its store")));
        } catch (GeneralSecurityException e) {
            throw new IOException("key file cannot be read", e);
        }
    }

    /**
     * Writes a key. The stream is not closed.
     *
     * @param name the store's alias and the certificate's common name
     * @param now  beginning of the certificate's validity
     */
    public static void write(Ed25519Key key, String name, Instant now, OutputStream out, char[] password)
            throws IOException {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            var spec = new EdECPrivateKeySpec(NamedParameterSpec.ED25519, key.seed());
            var privateKey = KeyFactory.getInstance("Ed25519").generatePrivate(spec);
            store.setKeyEntry(name, privateKey, password, new Certificate[]{certificate(key, name, now)});
            store.store(out, password);
        } catch (GeneralSecurityException e) {
            throw new IOException("key file cannot be written", e);
        }
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
