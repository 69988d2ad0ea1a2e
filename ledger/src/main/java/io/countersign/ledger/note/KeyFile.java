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
import java.security.KeyStoreException;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.crypto.SecretKey;
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
 * A service's keys in a PKCS#12 key store, which openssl and keytool can read: an Ed25519 key under the alias {@code signing}, those a log has rotated to
 * under {@code signing-2}, {@code signing-3} and so on, the seed of an ML-DSA-44 key under {@code mldsa}, a secret for keyed hashes under {@code secret}, and
 * AES-256 keys that wrap those of evidence files under {@code evidence}, {@code evidence-2} and so on, of which old ones may be gone; all but the first only
 * where the service has them. The self-signed certificates beside Ed25519 keys, valid a hundred years, are there because the format
 * wants them; nobody checks them.
 *
 * @param signing the first key that signs
 * @param secret  32 bytes for HMAC-SHA-256, or null; not copied, not to be changed
 * @param mldsa   the key of ML-DSA cosignatures, or null
 * @param further Ed25519 keys that came later, in their order
 * @param evidence keys of evidence files by alias, the newest last
 */
public record KeyFile(Ed25519Key signing, byte @Nullable [] secret, MlDsa.@Nullable Key mldsa,
        List<Ed25519Key> further, SequencedMap<String, SecretKey> evidence) {

    /** Most keys in {@link #further}: a bound for what is read, not for a log's life. */
    public static final int MAX_FURTHER = 1_000;

    private static final String SIGNING = "signing";
    private static final String SECRET = "secret";
    private static final String MLDSA = "mldsa";
    private static final String EVIDENCE = "evidence";
    private static final Pattern EVIDENCE_ALIAS = Pattern.compile(EVIDENCE + "(-[1-9][0-9]{0,8})?");
    private static final String MLDSA_ALGORITHM = "ML-DSA-44";
    private static final int SECRET_BYTES = 32;
    private static final String AES = "AES";
    private static final int AES_BYTES = 32;

    private static final AlgorithmIdentifier ALGORITHM = new AlgorithmIdentifier(
            new ASN1ObjectIdentifier("1.3.101.112")); // id-Ed25519, RFC 8410
    private static final Duration VALID = Duration.ofDays(36_500);

    public KeyFile {
        if (secret != null && secret.length != SECRET_BYTES) {
            throw new IllegalArgumentException("a secret has " + SECRET_BYTES + " bytes, not " + secret.length);
        }
        further = List.copyOf(further);
        if (further.size() > MAX_FURTHER) {
            throw new IllegalArgumentException(further.size() + " further keys; the most is " + MAX_FURTHER);
        }
        evidence = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(evidence));
    }

    /** One Ed25519 key, and a secret or none. */
    public KeyFile(Ed25519Key signing, byte @Nullable [] secret) {
        this(signing, secret, null, List.of(), new LinkedHashMap<>());
    }

    /** A new key without a secret. */
    public static KeyFile generate(SecureRandom random) {
        return new KeyFile(Ed25519Key.generate(random), null);
    }

    /** All Ed25519 keys, the oldest first. */
    public List<Ed25519Key> signingKeys() {
        return Stream.concat(Stream.of(signing), further.stream()).toList();
    }

    /** The same keys and this ML-DSA key. */
    public KeyFile withMlDsa(MlDsa.Key key) {
        return new KeyFile(signing, secret, key, further, evidence);
    }

    /** The same keys and a newer Ed25519 key. */
    public KeyFile withFurther(Ed25519Key key) {
        return new KeyFile(signing, secret, mldsa, Stream.concat(further.stream(), Stream.of(key)).toList(), evidence);
    }

    /** The same keys and a newer one for evidence files. */
    public KeyFile withEvidenceKey(SecureRandom random) {
        byte[] key = new byte[AES_BYTES];
        random.nextBytes(key);
        SequencedMap<String, SecretKey> more = new LinkedHashMap<>(evidence);
        more.put(evidence.isEmpty() ? EVIDENCE : EVIDENCE + "-" + (number(evidence.lastEntry().getKey()) + 1),
                new SecretKeySpec(key, AES));
        return new KeyFile(signing, secret, mldsa, further, more);
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
            Ed25519Key signing = ed25519(store, SIGNING, password);
            List<Ed25519Key> further = new ArrayList<>();
            while (further.size() < MAX_FURTHER && store.containsAlias(alias(further.size()))) {
                further.add(ed25519(store, alias(further.size()), password));
            }
            Key secret = store.getKey(SECRET, password);
            Key mldsa = store.getKey(MLDSA, password);
            return new KeyFile(signing, secret == null ? null : secret.getEncoded(),
                    mldsa == null ? null : MlDsa.Key.ofSeed(mldsa.getEncoded()), further, evidence(store, password));
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
            put(store, SIGNING, signing, password, certificate(signing, name, now));
            for (int i = 0; i < further.size(); i++) {
                put(store, alias(i), further.get(i), password, certificate(further.get(i), name, now));
            }
            if (mldsa != null) {
                store.setKeyEntry(MLDSA, new SecretKeySpec(mldsa.seed(), MLDSA_ALGORITHM), password, null);
            }
            if (secret != null) {
                store.setKeyEntry(SECRET, new SecretKeySpec(secret, "HmacSHA256"), password, null);
            }
            for (var each : evidence.entrySet()) {
                store.setKeyEntry(each.getKey(), each.getValue(), password, null);
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

    /**
     * The AES keys in a store under the aliases of evidence, in the order of their numbers.
     *
     * @throws GeneralSecurityException if a key cannot be had, or one of those that show their bytes has not {@value #AES_BYTES} of them
     */
    public static SequencedMap<String, SecretKey> evidence(KeyStore store, char @Nullable [] password)
            throws GeneralSecurityException {
        SequencedMap<String, SecretKey> found = new LinkedHashMap<>();
        List<String> aliases = Collections.list(store.aliases()).stream()
                .filter(alias -> EVIDENCE_ALIAS.matcher(alias).matches())
                .sorted(Comparator.comparingInt(KeyFile::number)).toList();
        for (String alias : aliases) {
            if (!(store.getKey(alias, password) instanceof SecretKey key)) {
                throw new KeyStoreException(alias + " is no secret key");
            }
            byte[] bytes = key.getEncoded();
            if (bytes != null && bytes.length != AES_BYTES) {
                throw new KeyStoreException(alias + " is no AES-256 key");
            }
            found.put(alias, bytes == null ? key : new SecretKeySpec(bytes, AES));
        }
        return found;
    }

    private static int number(String alias) {
        return alias.equals(EVIDENCE) ? 1 : Integer.parseInt(alias.substring(EVIDENCE.length() + 1));
    }

    private static String alias(int further) {
        return SIGNING + "-" + (further + 2);
    }

    private static Ed25519Key ed25519(KeyStore store, String alias, char[] password)
            throws GeneralSecurityException, IOException {
        if (!(store.getKey(alias, password) instanceof EdECPrivateKey key)) {
            throw new IOException("a key file has an Ed25519 key under the alias " + alias + "; this one has entries "
                    + Collections.list(store.aliases()));
        }
        return Ed25519Key.ofSeed(
                key.getBytes().orElseThrow(() -> new IOException("the key cannot be taken out of its store")));
    }

    private static void put(KeyStore store, String alias, Ed25519Key key, char[] password, Certificate certificate)
            throws GeneralSecurityException {
        var spec = new EdECPrivateKeySpec(NamedParameterSpec.ED25519, key.seed());
        var privateKey = KeyFactory.getInstance("Ed25519").generatePrivate(spec);
        store.setKeyEntry(alias, privateKey, password, new Certificate[]{certificate});
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
