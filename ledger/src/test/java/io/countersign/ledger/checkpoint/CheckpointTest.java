package io.countersign.ledger.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.ledger.hash.TreeHasher;
import io.countersign.ledger.note.Ed25519;
import io.countersign.ledger.note.Ed25519Key;
import io.countersign.ledger.note.MlDsa;
import io.countersign.ledger.note.NoteRejected;
import io.countersign.ledger.note.NoteRejected.Reason;
import io.countersign.ledger.note.NoteSigner;
import io.countersign.ledger.note.SignedNote;
import io.countersign.ledger.tree.ProofRejected;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointTest {

    private static final String TEXT = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";
    private static final Instant NOW = Instant.ofEpochSecond(1_679_315_147);

    private final NoteSigner log = Ed25519.signer("example.com/behind-the-sofa", Ed25519Key.ofSeed(new byte[32]));
    private final NoteSigner witness = Ed25519.cosigner("witness.example/w1", Ed25519Key.ofSeed(new byte[32]),
            InstantSource.fixed(NOW));

    @Test
    void reads_and_writes_the_example_of_the_specification() throws NoteRejected {
        Checkpoint checkpoint = Checkpoint.parse(TEXT);

        assertThat(checkpoint.origin()).isEqualTo("example.com/behind-the-sofa");
        assertThat(checkpoint.size()).isEqualTo(20_852_163);
        assertThat(checkpoint.text()).isEqualTo(TEXT);
    }

    @Test
    void opens_under_the_logs_key_beside_cosignatures() throws NoteRejected {
        SignedNote note = Checkpoint.parse(TEXT).sign(log, witness);

        assertThat(Checkpoint.open(note, log.verifierKey())).isEqualTo(Checkpoint.parse(TEXT));
        assertThat(Cosignature.open(note, List.of(witness.verifierKey())))
                .containsExactly(new Cosignature(witness.verifierKey(), NOW));
        assertThat(Cosignature.open(Checkpoint.parse(TEXT).sign(log), List.of(witness.verifierKey()))).isEmpty();
    }

    @Test
    void a_log_cosigns_as_itself_and_its_key_opens_the_checkpoint_alone() throws NoteRejected {
        NoteSigner own = MlDsa.cosigner("example.com/behind-the-sofa", MlDsa.Key.ofSeed(new byte[32]),
                InstantSource.fixed(NOW));
        SignedNote note = Checkpoint.parse(TEXT).sign(log, own, witness);

        assertThat(Checkpoint.open(note, own.verifierKey())).isEqualTo(Checkpoint.parse(TEXT));
        assertThat(Cosignature.open(note, List.of(own.verifierKey())))
                .containsExactly(new Cosignature(own.verifierKey(), NOW));
    }

    @Test
    void a_cosignature_that_states_no_time_is_none() throws NoteRejected {
        NoteSigner timeless = Ed25519.cosigner("witness.example/w2", Ed25519Key.ofSeed(new byte[32]),
                InstantSource.fixed(Instant.EPOCH));

        assertThat(Cosignature.open(Checkpoint.parse(TEXT).sign(log, timeless), List.of(timeless.verifierKey())))
                .isEmpty();
    }

    @Test
    void is_not_opened_under_a_key_that_is_not_the_origins() throws NoteRejected {
        NoteSigner other = Ed25519.signer("other.example", Ed25519Key.ofSeed(new byte[32]));
        SignedNote note = Checkpoint.parse(TEXT).sign(other);

        assertThatThrownBy(() -> Checkpoint.open(note, other.verifierKey()))
                .isInstanceOfSatisfying(NoteRejected.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNEXPECTED));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "a\n0\n", "a\n00\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
        "a\n-1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
        "a\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFV=\n", "a\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU\n",
        "\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
        "a\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\nextension\n",
        "a\n0\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n", "a\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="})
    void refuses_what_is_no_checkpoint(String text) {
        assertThatThrownBy(() -> Checkpoint.parse(text)).isInstanceOf(NoteRejected.class);
    }

    @Test
    void a_proof_file_reads_back_and_proves_its_entry() throws NoteRejected, ProofRejected {
        var first = TreeHasher.leaf(new byte[]{1});
        var second = TreeHasher.leaf(new byte[]{2});
        Checkpoint checkpoint = new Checkpoint("example.com/behind-the-sofa", 2, TreeHasher.node(first, second));
        TlogProof proof = new TlogProof(Optional.empty(), 1, List.of(first), checkpoint.sign(log, witness));

        TlogProof read = TlogProof.parse(proof.format());

        assertThat(read).isEqualTo(proof);
        read.check(second, Checkpoint.open(read.checkpoint(), log.verifierKey()));
        assertThatThrownBy(() -> read.check(first, checkpoint)).isInstanceOf(ProofRejected.class);
        assertThatThrownBy(() -> read.check(second, new Checkpoint("a", 1, second))).isInstanceOf(ProofRejected.class);
    }

    @Test
    void a_proof_file_in_any_other_spelling_is_refused() throws NoteRejected {
        String proof = new TlogProof(Optional.of("AAAA"), 1, List.of(TreeHasher.EMPTY),
                Checkpoint.parse(TEXT).sign(log)).format();
        TlogProof.parse(proof);

        for (String wrong : List.of(proof.replace("@v1", "@v2"), proof.replace("index 1", "index 01"),
                proof.replace("index 1", "index -1"), proof.replace("extra AAAA", "extra AAA"),
                proof.replace("extra AAAA", "extra  AAAA"), proof.replace("index 1\n", ""),
                proof.replace("SuFU=\n\n", "SuFV=\n\n"), proof.replace("\n\nexample", "\nexample"),
                proof.replace("\n", "\r\n"), proof + "\n", proof.substring(0, proof.length() - 1))) {
            assertThatThrownBy(() -> TlogProof.parse(wrong)).as(wrong).isInstanceOf(NoteRejected.class);
        }
    }
}
