package io.countersign.ledger.note;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class MlDsaTest {

    private static final String ORIGIN = "example.com/behind-the-sofa";
    private static final String ROOT = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=";
    private static final String TEXT = ORIGIN + "\n20852163\n" + ROOT + "\n";
    private static final long TIME = 1_679_315_147;

    /** SubjectPublicKeyInfo of an ML-DSA-44 key (RFC 9881), up to the key itself. */
    private static final byte[] SPKI = HexFormat.of().parseHex("30820532300b06096086480165030403110382052100");

    private final NoteSigner witness = MlDsa.cosigner("witness.example/w1", MlDsa.Key.ofSeed(new byte[32]),
            InstantSource.fixed(Instant.ofEpochSecond(TIME, 999_999_999)));

    @Test
    void signs_the_message_of_the_specification_as_another_implementation_sees_it()
            throws IOException, GeneralSecurityException {
        byte[] signed = witness.sign(TEXT).signature();

        var message = new ByteArrayOutputStream();
        var out = new DataOutputStream(message);
        out.write("subtree/v1\n\0".getBytes(UTF_8));
        out.writeByte(18);
        out.write("witness.example/w1".getBytes(UTF_8));
        out.writeLong(TIME);
        out.writeByte(27);
        out.write(ORIGIN.getBytes(UTF_8));
        out.writeLong(0);
        out.writeLong(20_852_163);
        out.write(Base64.getDecoder().decode(ROOT));
        byte[] key = witness.verifierKey().publicKey();
        byte[] encoded = Arrays.copyOf(SPKI, SPKI.length + key.length);
        System.arraycopy(key, 0, encoded, SPKI.length, key.length);
        Signature jdk = Signature.getInstance("ML-DSA-44");
        jdk.initVerify(KeyFactory.getInstance("ML-DSA-44").generatePublic(new X509EncodedKeySpec(encoded)));
        jdk.update(message.toByteArray());
        assertThat(signed).hasSize(8 + 2_420).startsWith(0, 0, 0, 0, 0x64, 0x18, 0x50, 0xcb);
        assertThat(jdk.verify(Arrays.copyOfRange(signed, 8, signed.length))).isTrue();
    }

    @Test
    void its_line_and_key_read_back() throws NoteRejected {
        SignedNote note = SignedNote.sign(TEXT, witness);
        VerifierKey key = VerifierKey.parse(witness.verifierKey().format());

        assertThat(key.type()).isEqualTo(VerifierKey.Type.ML_DSA_44_COSIGNATURE);
        assertThat(SignedNote.parse(note.format()).open(List.of(key))).hasSize(1);
    }

    @Test
    void binds_time_name_size_root_and_origin() throws NoteRejected {
        NoteSignature line = witness.sign(TEXT);
        VerifierKey key = witness.verifierKey();
        key.check(TEXT, line);

        for (int i : new int[]{7, 8, 2_427}) {
            byte[] changed = line.signature().clone();
            changed[i] ^= 1;
            assertRefused(key, TEXT, changed);
        }
        assertRefused(key, TEXT.replace("20852163", "20852164"), line.signature());
        assertRefused(key, TEXT.replace("CsU", "DsU"), line.signature());
        assertRefused(key, TEXT.replace("sofa", "soda"), line.signature());
        assertRefused(VerifierKey.of("witness.example/w2", key.type(), key.publicKey()), TEXT, line.signature());
        assertRefused(key, TEXT, Arrays.copyOf(line.signature(), 2_427));
        assertRefused(key, TEXT, new byte[1]);
    }

    /** The signed message does not cover them, so such a text would be believed unsigned. */
    @Test
    void refuses_texts_with_extension_lines_and_texts_that_are_no_checkpoint() {
        byte[] signature = witness.sign(TEXT).signature();
        for (String text : List.of(TEXT + "extension\n", TEXT + "\n", "\n" + TEXT, "text\n",
                TEXT.replace("20852163", "020852163"), TEXT.replace("20852163", "9999999999999999999"),
                TEXT.replace("q2I=", "q2J="))) {
            assertRefused(witness.verifierKey(), text, signature);
            assertThatThrownBy(() -> witness.sign(text)).as(text).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void refuses_what_is_no_key() {
        VerifierKey.Type type = VerifierKey.Type.ML_DSA_44_COSIGNATURE;
        assertThatThrownBy(() -> VerifierKey.of("a", type, new byte[1_311]))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> VerifierKey.of("a".repeat(256), type, new byte[1_312]))
                .isInstanceOf(IllegalArgumentException.class);
        String vkey = witness.verifierKey().format();
        assertThatThrownBy(() -> VerifierKey.parse(vkey.replace("w1+", "w2+")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> VerifierKey.parse(vkey + "A".repeat(4_096)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> MlDsa.Key.ofSeed(new byte[31])).isInstanceOf(IllegalArgumentException.class);
    }

    private static void assertRefused(VerifierKey key, String text, byte[] signature) {
        assertThatThrownBy(() -> key.check(text, new NoteSignature(key.name(), key.keyId(), signature)))
                .isInstanceOf(NoteRejected.class);
    }
}
