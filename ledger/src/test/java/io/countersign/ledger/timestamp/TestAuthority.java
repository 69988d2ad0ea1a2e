package io.countersign.ledger.timestamp;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.Time;
import org.bouncycastle.asn1.tsp.TSTInfo;
import org.bouncycastle.asn1.ess.ESSCertIDv2;
import org.bouncycastle.asn1.ess.SigningCertificateV2;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.tsp.TimeStampResp;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.DefaultSignedAttributeTableGenerator;
import org.bouncycastle.asn1.oiw.OIWObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.DigestCalculator;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampResponseGenerator;
import org.bouncycastle.tsp.TimeStampTokenGenerator;

/** A timestamp authority in memory that can be made to do things wrong. */
public final class TestAuthority {

    /** Its certificates are valid from here on for a year. */
    public static final Instant SINCE = Instant.parse("2026-01-01T00:00:00Z");

    private static final Duration YEAR = Duration.ofDays(365);

    private final KeyPair key;
    private final X509Certificate certificate;
    private final X509Certificate root;
    private final ASN1ObjectIdentifier namedBy;

    private TestAuthority(String name, Extension purpose, ASN1ObjectIdentifier namedBy) throws Exception {
        KeyPair rootKey = KeyPairGenerator.getInstance("EC").generateKeyPair();
        this.root = certificate(name + " Root", rootKey, name + " Root", rootKey,
                Extension.create(Extension.basicConstraints, true, new BasicConstraints(true)));
        this.key = KeyPairGenerator.getInstance("EC").generateKeyPair();
        this.certificate = certificate(name + " Root", rootKey, name, key, purpose);
        this.namedBy = namedBy;
    }

    /** One that does everything right. */
    public static TestAuthority named(String name) throws Exception {
        return new TestAuthority(name, purpose(true, KeyPurposeId.id_kp_timeStamping), NISTObjectIdentifiers.id_sha256);
    }

    static TestAuthority withPurpose(boolean critical, KeyPurposeId... purposes) throws Exception {
        return new TestAuthority("Other Purpose", purpose(critical, purposes), NISTObjectIdentifiers.id_sha256);
    }

    static TestAuthority namingItsCertificateBySha1() throws Exception {
        return new TestAuthority("Old Form", purpose(true, KeyPurposeId.id_kp_timeStamping),
                OIWObjectIdentifiers.idSHA1);
    }

    /** What a verifier must trust. */
    public X509Certificate root() {
        return root;
    }

    X509Certificate certificate() {
        return certificate;
    }

    /** Its answer to a request. */
    public byte[] answer(byte[] request, Instant at) throws Exception {
        DigestCalculator digest = new JcaDigestCalculatorProviderBuilder().build()
                .get(new AlgorithmIdentifier(namedBy));
        var signer = new JcaSimpleSignerInfoGeneratorBuilder().build("SHA256withECDSA", key.getPrivate(), certificate);
        var tokens = new TimeStampTokenGenerator(signer, digest, new ASN1ObjectIdentifier("1.2.3.4"));
        tokens.addCertificates(new JcaCertStore(List.of(certificate, root)));
        tokens.setAccuracySeconds(2);
        return new TimeStampResponseGenerator(tokens, Set.of(TSPAlgorithms.SHA256, TSPAlgorithms.SHA512))
                .generate(new TimeStampRequest(request), BigInteger.TEN, Date.from(at)).getEncoded();
    }

    /** What another authority has said, said again by this one, which does not look at its own certificate as Bouncy Castle's generator would. */
    byte[] carelessAnswer(byte[] another) throws Exception {
        TimeStampResp said = TimeStampResp.getInstance(another);
        byte[] info = new CMSSignedData(said.getTimeStampToken()).getSignedContent().getContent() instanceof byte[] b
                ? b
                : new byte[0];
        var named = new SigningCertificateV2(
                new ESSCertIDv2(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded())));
        var attributes = new ASN1EncodableVector();
        attributes.add(new Attribute(PKCSObjectIdentifiers.id_aa_signingCertificateV2, new DERSet(named)));
        attributes.add(new Attribute(CMSAttributes.signingTime,
                new DERSet(new Time(TSTInfo.getInstance(info).getGenTime().getDate()))));
        var generator = new CMSSignedDataGenerator();
        generator.addSignerInfoGenerator(new JcaSimpleSignerInfoGeneratorBuilder()
                .setSignedAttributeGenerator(
                        new DefaultSignedAttributeTableGenerator(new AttributeTable(attributes)))
                .build("SHA256withECDSA", key.getPrivate(), certificate));
        generator.addCertificates(new JcaCertStore(List.of(certificate, root)));
        var token = generator.generate(new CMSProcessableByteArray(PKCSObjectIdentifiers.id_ct_TSTInfo, info), true);
        return new TimeStampResp(said.getStatus(), token.toASN1Structure()).getEncoded();
    }

    private static Extension purpose(boolean critical, KeyPurposeId... purposes) throws Exception {
        return Extension.create(Extension.extendedKeyUsage, critical, new ExtendedKeyUsage(purposes));
    }

    private static X509Certificate certificate(String issuer, KeyPair issuerKey, String subject, KeyPair key,
            Extension extension) throws Exception {
        X509CertificateHolder made = new JcaX509v3CertificateBuilder(new X500Name("CN=" + issuer),
                BigInteger.valueOf(subject.hashCode() & 0xffff), Date.from(SINCE), Date.from(SINCE.plus(YEAR)),
                new X500Name("CN=" + subject), key.getPublic()).addExtension(extension)
                .build(new JcaContentSignerBuilder("SHA256withECDSA").build(issuerKey.getPrivate()));
        return new JcaX509CertificateConverter().getCertificate(made);
    }
}
