package io.countersign.local;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * What a timestamp authority signs with: its key (ECDSA, P-256), its certificate and that of the CA over it. Made once; the CA's private key is thrown away
 * after its one signature, so nobody can certify a second authority.
 *
 * @param key         signs tokens
 * @param certificate names the key, for time-stamping alone
 * @param root        self-signed, what a verifier trusts
 */
record AuthorityKeys(PrivateKey key, X509Certificate certificate, X509Certificate root) {
    private static final String ALIAS = "tsa";
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Duration VALID = Duration.ofDays(20 * 365);
    /** Clocks that are a little behind must find the certificates valid, too. */
    private static final Duration MARGIN = Duration.ofHours(1);

    /** Those in the directory, made there if there are none: {@code tsa.p12}, and for others to read {@code tsa.pem} and {@code tsa-ca.pem}. */
    static AuthorityKeys in(Path directory, String password, Instant now) {
        var file = directory.resolve("tsa.p12");
        try {
            var keys = Files.exists(file) ? read(file, password) : make(now);
            if (!Files.exists(file)) {
                keys.write(file, password);
            }
            replace(directory.resolve("tsa.pem"), pem(keys.certificate));
            replace(directory.resolve("tsa-ca.pem"), pem(keys.root));
            return keys;
        } catch (IOException e) {
            throw new LocalFault("The timestamp authority's keys in " + directory + " cannot be read or made: "
                    + LocalFault.why(e) + ".", e);
        } catch (GeneralSecurityException | OperatorCreationException e) {
            throw new LocalFault("The timestamp authority's keys in " + directory + " are damaged: delete " + file
                    + " for new ones. Tokens made so far stay good for whoever keeps tsa-ca.pem.", e);
        }
    }

    private static AuthorityKeys read(Path file, String password) throws IOException, GeneralSecurityException {
        var store = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(file)) {
            store.load(in, password.toCharArray());
        }
        var chain = store.getCertificateChain(ALIAS);
        if (chain == null || chain.length != 2
                || !(store.getKey(ALIAS, password.toCharArray()) instanceof PrivateKey key)) {
            throw new GeneralSecurityException("no key with two certificates");
        }
        return new AuthorityKeys(key, (X509Certificate) chain[0], (X509Certificate) chain[1]);
    }

    private void write(Path file, String password) throws IOException, GeneralSecurityException {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry(ALIAS, key, password.toCharArray(), new X509Certificate[]{certificate, root});
        var fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try (var out = Files.newOutputStream(fresh)) {
            store.store(out, password.toCharArray());
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static AuthorityKeys make(Instant now) throws GeneralSecurityException, OperatorCreationException,
            IOException {
        var rootKey = pair();
        var key = pair();
        // names end in something of their own, so that two directories' authorities are told apart
        var mark = BigInteger.valueOf(RANDOM.nextInt() & 0xffff_ffffL).toString(16);
        var rootName = new X500Name("CN=Countersign Local Timestamp CA " + mark);
        var name = new X500Name("CN=Countersign Local Timestamp Authority " + mark);
        var root = certificate(rootName, rootKey, rootName, rootKey, now, List.of(
                Extension.create(Extension.basicConstraints, true, new BasicConstraints(0)),
                Extension.create(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign))));
        var certificate = certificate(rootName, rootKey, name, key, now, List.of(
                Extension.create(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature)),
                Extension.create(Extension.extendedKeyUsage, true,
                        new ExtendedKeyUsage(KeyPurposeId.id_kp_timeStamping))));
        return new AuthorityKeys(key.getPrivate(), certificate, root);
    }

    private static X509Certificate certificate(X500Name issuer, KeyPair issuerKey, X500Name subject, KeyPair key,
            Instant now, List<Extension> extensions)
            throws GeneralSecurityException, OperatorCreationException, IOException {
        var identifiers = new JcaX509ExtensionUtils();
        var builder = new JcaX509v3CertificateBuilder(issuer, new BigInteger(127, RANDOM),
                Date.from(now.minus(MARGIN)), Date.from(now.plus(VALID)), subject, key.getPublic())
                .addExtension(Extension.subjectKeyIdentifier, false,
                        identifiers.createSubjectKeyIdentifier(key.getPublic()))
                .addExtension(Extension.authorityKeyIdentifier, false,
                        identifiers.createAuthorityKeyIdentifier(issuerKey.getPublic()));
        for (var extension : extensions) {
            builder.addExtension(extension);
        }
        return new JcaX509CertificateConverter().getCertificate(
                builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(issuerKey.getPrivate())));
    }

    private static KeyPair pair() throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"), RANDOM);
        return generator.generateKeyPair();
    }

    private static void replace(Path file, String text) throws IOException {
        var fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(fresh, text);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static String pem(X509Certificate certificate) throws GeneralSecurityException {
        return "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder(64, new byte[]{'\n'}).encodeToString(certificate.getEncoded())
                + "\n-----END CERTIFICATE-----\n";
    }
}
