package io.countersign.ledger.note;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.ledger.note.NoteRejected.Reason;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignedNoteTest {

    /** The example of C2SP signed-note. */
    private static final String VKEY = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";
    private static final String NOTE = "This is an example message.\n\n— example.com/foo "
            + "Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n";

    /** The example of Go's golang.org/x/mod/sumdb/note: a key and what it signs. */
    private static final String GO_SKEY = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
    private static final String GO_VKEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
    private static final String GO_TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
    private static final String GO_LINE = "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=";

    @Test
    void opens_the_example_of_the_specification() throws NoteRejected {
        SignedNote note = SignedNote.parse(NOTE);

        assertThat(note.text()).isEqualTo("This is an example message.\n");
        assertThat(note.open(List.of(VerifierKey.parse(VKEY)))).containsExactlyElementsOf(note.signatures());
        assertThat(note.format()).isEqualTo(NOTE);
    }

    @Test
    void signs_byte_for_byte_what_Go_signs() throws NoteRejected {
        byte[] typed = Base64.getDecoder().decode(GO_SKEY.split("\\+", 5)[4]);
        NoteSigner signer = Ed25519.signer("PeterNeumann",
                Ed25519Key.ofSeed(Arrays.copyOfRange(typed, 1, typed.length)));

        assertThat(signer.verifierKey().format()).isEqualTo(GO_VKEY);
        SignedNote note = SignedNote.sign(GO_TEXT, signer);
        assertThat(note.format()).isEqualTo(GO_TEXT + "\n" + GO_LINE + "\n");
        note.open(List.of(VerifierKey.parse(GO_VKEY)));
    }

    @Test
    void tells_unknown_signer_bad_signature_and_ambiguous_key_apart() throws NoteRejected {
        SignedNote note = SignedNote.parse(NOTE);
        VerifierKey known = VerifierKey.parse(VKEY);

        assertThat(reason(note, VerifierKey.parse(GO_VKEY))).isEqualTo(Reason.UNKNOWN_SIGNER);
        assertThat(reason(new SignedNote("This is another message.\n", note.signatures()), known))
                .isEqualTo(Reason.BAD_SIGNATURE);
        assertThat(note.open(List.of(known, VerifierKey.parse(VKEY), VerifierKey.parse(GO_VKEY)))).hasSize(1);
    }

    @Test
    void ignores_unknown_signers_beside_a_known_one() throws NoteRejected {
        NoteSigner other = Ed25519.signer("other.example", Ed25519Key.ofSeed(new byte[32]));
        SignedNote note = SignedNote.parse(NOTE).with(other.sign("something else\n"));

        assertThat(note.open(List.of(VerifierKey.parse(VKEY)))).hasSize(1);
        assertThat(reason(note, other.verifierKey())).isEqualTo(Reason.BAD_SIGNATURE);
    }

    @Test
    void the_last_empty_line_divides_text_from_signatures() throws NoteRejected {
        NoteSigner signer = Ed25519.signer("a.example", Ed25519Key.ofSeed(new byte[32]));
        String text = "first\n\nthird\n";

        SignedNote parsed = SignedNote.parse(SignedNote.sign(text, signer).format());

        assertThat(parsed.text()).isEqualTo(text);
        parsed.open(List.of(signer.verifierKey()));
    }

    @Test
    void a_cosignature_binds_the_time() throws NoteRejected {
        NoteSigner witness = Ed25519.cosigner("witness.example/w1", Ed25519Key.ofSeed(new byte[32]),
                InstantSource.fixed(Instant.ofEpochSecond(1_679_315_147)));
        String text = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";
        NoteSignature line = witness.sign(text);
        witness.verifierKey().check(text, line);

        byte[] earlier = line.signature().clone();
        earlier[7]--;
        assertThatThrownBy(
                () -> witness.verifierKey().check(text, new NoteSignature(line.name(), line.keyId(), earlier)))
                .isInstanceOf(NoteRejected.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "text\n", "text\n\n", "text\n\n— a b\n", "text\n\n— a AAAAAA\n",
        "text\n\n— example.com/foo\n",
        "text\n\n- example.com/foo AAAAAAAAAAA=\n", "te\txt\n\n— a AAAAAAAAAAA=\n", "text\n\n— a AAAAAAAAAAA=",
        "text\n\n— a+b AAAAAAAAAAA=\n",
        "text\n\n— a AAAAAAAAAAB=\n", "text\n\n— a  AAAAAAAAAAA=\n", "text\n\n— a AAAAAAAAAAA= \n",
        "text\n\n— a AAAAAAAAAAA=\r\n"})
    void refuses_what_is_no_note(String note) {
        assertThatThrownBy(() -> SignedNote.parse(note)).isInstanceOf(NoteRejected.class);
    }

    @Test
    void refuses_bytes_that_are_not_UTF_8() {
        assertThatThrownBy(() -> SignedNote.parse(new byte[]{'a', (byte) 0xff, '\n', '\n'}))
                .hasMessageContaining("UTF-8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a+b", "example.com/foo+530d903b+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        "example.com/foo+530D903A+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2",
        " example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        "example.com/foo+530d903a+/+kyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"})
    void refuses_what_is_no_verifier_key(String vkey) {
        assertThatThrownBy(() -> VerifierKey.parse(vkey)).isInstanceOf(IllegalArgumentException.class);
    }

    private static Reason reason(SignedNote note, VerifierKey... keys) {
        try {
            note.open(List.of(keys));
            throw new AssertionError("opened");
        } catch (NoteRejected e) {
            return e.reason();
        }
    }
}
