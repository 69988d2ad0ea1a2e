package io.countersign.ledger.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.ledger.hash.Digest;
import io.countersign.ledger.hash.TreeHasher;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TreeTest {

    /** Inputs and roots of the test vectors of Certificate Transparency's reference implementation. */
    private static final String[] INPUTS = {"", "00", "10", "2021", "3031", "40414243", "5051525354555657",
        "606162636465666768696a6b6c6d6e6f"};
    private static final String[] ROOTS = {"6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"};

    @Test
    void has_the_roots_of_the_RFC_6962_vectors() {
        assertThat(Tree.empty().root().hex())
                .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        Tree tree = Tree.empty();
        for (int i = 0; i < INPUTS.length; i++) {
            tree = tree.append(List.of(TreeHasher.leaf(HexFormat.of().parseHex(INPUTS[i]))), tile -> {
            });
            assertThat(tree.root().hex()).isEqualTo(ROOTS[i]);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 255, 256, 257, 511, 512, 513, 65_535, 65_536, 65_537, 70_000})
    void root_and_tiles_are_those_of_the_reference_tree_at(int size) {
        MemoryLog log = MemoryLog.of(size);

        assertThat(log.tree().root()).isEqualTo(ReferenceTree.root(log.leaves()));
        assertThat(new Prover(log.tiles()).rootAt(size)).isEqualTo(log.tree().root());
        assertThat(log.fullTileCount()).isEqualTo(size / 256 + size / 65_536);
    }

    @Test
    void a_log_of_70_000_has_the_tiles_that_tlog_tiles_names() {
        MemoryLog log = MemoryLog.of(70_000);

        assertThat(TileId.in(70_000, 0, 273).width()).isEqualTo(112);
        assertThat(TileId.in(70_000, 1, 1).width()).isEqualTo(17);
        assertThat(TileId.in(70_000, 2, 0).width()).isEqualTo(1);
        Tile top = log.tile(new TileId(2, 0, 1));
        assertThat(top.hash(0)).isEqualTo(ReferenceTree.root(log.leaves().subList(0, 65_536)));
        Tile level1 = log.tile(new TileId(1, 1, 17));
        assertThat(level1.hash(16)).isEqualTo(ReferenceTree.root(log.leaves().subList(272 * 256, 273 * 256)));
    }

    @Test
    void appending_in_batches_or_one_by_one_or_after_a_restart_is_the_same() {
        List<Digest> leaves = MemoryLog.leaves(1_500);
        Random random = new Random(20261122);
        for (int round = 0; round < 20; round++) {
            MemoryLog log = new MemoryLog();
            for (int at = 0; at < leaves.size();) {
                int batch = 1 + random.nextInt(Math.min(300, leaves.size() - at));
                log.append(leaves.subList(at, at + batch));
                log.restart();
                at += batch;
            }
            assertThat(log.tree().root()).isEqualTo(ReferenceTree.root(leaves));
        }
    }

    @Test
    void a_tree_that_has_grown_leaves_the_older_value_alone() {
        Tree three = Tree.empty().append(MemoryLog.leaves(3), tile -> {
        });
        Digest before = three.root();

        three.append(MemoryLog.leaves(500), tile -> {
        });

        assertThat(three.root()).isEqualTo(before);
        assertThat(three.size()).isEqualTo(3);
    }

    @Test
    void inclusion_proofs_are_those_of_the_RFC_and_check_in_every_small_tree() throws ProofRejected {
        MemoryLog log = MemoryLog.of(70);
        for (int size = 1; size <= 70; size++) {
            List<Digest> leaves = log.leaves().subList(0, size);
            List<Long> all = IntStream.range(0, size).mapToObj(Long::valueOf).toList();
            List<InclusionProof> proofs = new Prover(log.tiles()).prove(all, size);
            for (int i = 0; i < size; i++) {
                assertThat(proofs.get(i).hashes()).isEqualTo(ReferenceTree.path(i, leaves));
                proofs.get(i).check(leaves.get(i), ReferenceTree.root(leaves));
            }
        }
    }

    @Test
    void proofs_of_what_was_added_are_the_same_whatever_tree_there_was_before() {
        for (int size : new int[]{1, 2, 13, 255, 256, 257, 600, 65_530, 65_536, 65_700}) {
            MemoryLog log = MemoryLog.of(size);
            for (int before : new int[]{0, 1, size / 3, size / 2, size & -2, size - 1}) {
                Prover prover = new Prover(log.tiles(), MemoryLog.of(before).tree());
                for (long position = Math.max(before, size - 70L); position < size; position += 7) {
                    assertThat(prover.prove(position, size)).isEqualTo(new Prover(log.tiles()).prove(position, size));
                }
            }
        }
    }

    @Test
    void consistency_proofs_are_those_of_the_RFC_and_check_between_all_small_trees() throws ProofRejected {
        MemoryLog log = MemoryLog.of(70);
        for (int size = 1; size <= 70; size++) {
            List<Digest> leaves = log.leaves().subList(0, size);
            for (int old = 0; old <= size; old++) {
                ConsistencyProof proof = new Prover(log.tiles()).proveConsistency(old, size);
                if (old > 0) {
                    assertThat(proof.hashes()).isEqualTo(ReferenceTree.proof(old, leaves));
                }
                proof.check(ReferenceTree.root(leaves.subList(0, old)), ReferenceTree.root(leaves));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {255, 256, 257, 65_535, 65_536, 65_537})
    void proofs_check_around_full_tiles_at(int size) throws ProofRejected {
        MemoryLog log = MemoryLog.of(size);
        Digest root = ReferenceTree.root(log.leaves());
        for (int position : new int[]{0, 1, 127, 254, size / 2, size - 2, size - 1}) {
            InclusionProof proof = new Prover(log.tiles()).prove(position, size);
            assertThat(proof.hashes()).isEqualTo(ReferenceTree.path(position, log.leaves()));
            proof.check(log.leaves().get(position), root);
        }
        for (int old : new int[]{1, 2, 100, 128, 255, size - 1}) {
            ConsistencyProof proof = new Prover(log.tiles()).proveConsistency(old, size);
            proof.check(ReferenceTree.root(log.leaves().subList(0, old)), root);
        }
    }

    @Test
    void a_proof_for_another_leaf_index_or_root_is_rejected_naming_both_roots() {
        MemoryLog log = MemoryLog.of(13);
        InclusionProof proof = new Prover(log.tiles()).prove(5, 13);
        Digest root = log.tree().root();
        Digest leaf = log.leaves().get(5);

        assertThatThrownBy(() -> proof.check(log.leaves().get(6), root)).isInstanceOf(ProofRejected.class)
                .hasMessageContaining(root.base64());
        assertThatThrownBy(() -> proof.check(leaf, leaf)).isInstanceOf(ProofRejected.class);
        assertThatThrownBy(() -> new InclusionProof(4, 13, proof.hashes()).check(leaf, root))
                .isInstanceOf(ProofRejected.class);
        for (int i = 0; i < proof.hashes().size(); i++) {
            List<Digest> swapped = new ArrayList<>(proof.hashes());
            swapped.set(i, TreeHasher.EMPTY);
            assertThatThrownBy(() -> new InclusionProof(5, 13, swapped).check(leaf, root))
                    .isInstanceOf(ProofRejected.class);
        }
    }

    @Test
    void a_proof_one_hash_too_long_or_too_short_is_rejected_before_hashing() {
        MemoryLog log = MemoryLog.of(13);
        InclusionProof proof = new Prover(log.tiles()).prove(5, 13);
        List<Digest> longer = new ArrayList<>(proof.hashes());
        longer.add(TreeHasher.EMPTY);
        List<Digest> shorter = proof.hashes().subList(0, proof.hashes().size() - 1);

        for (List<Digest> wrong : List.of(longer, shorter)) {
            assertThatThrownBy(() -> new InclusionProof(5, 13, wrong).check(log.leaves().get(5), log.tree().root()))
                    .isInstanceOf(ProofRejected.class).hasMessageContaining("4 hashes expected");
        }
    }

    @Test
    void a_forked_tree_is_not_consistent() {
        MemoryLog log = MemoryLog.of(300);
        List<Digest> forked = new ArrayList<>(log.leaves());
        forked.set(7, TreeHasher.EMPTY);
        ConsistencyProof proof = new Prover(log.tiles()).proveConsistency(200, 300);

        Digest forkedOld = ReferenceTree.root(forked.subList(0, 200));
        assertThatThrownBy(() -> proof.check(forkedOld, log.tree().root())).isInstanceOf(ProofRejected.class)
                .hasMessageContaining("older");
        Digest old = ReferenceTree.root(log.leaves().subList(0, 200));
        assertThatThrownBy(() -> proof.check(old, ReferenceTree.root(forked))).isInstanceOf(ProofRejected.class)
                .hasMessageContaining("newer");
    }

    @Test
    void a_tree_serves_its_right_edge_from_memory_and_asks_for_full_tiles_only() {
        MemoryLog log = MemoryLog.of(66_000);
        List<TileId> asked = new ArrayList<>();
        TileSource source = log.tree().tiles(tiles -> {
            asked.addAll(tiles);
            return log.tiles().read(tiles);
        });

        assertThat(new Prover(source).prove(65_999, 66_000)).isEqualTo(new Prover(log.tiles()).prove(65_999, 66_000));
        assertThat(asked).isEmpty();
        assertThat(new Prover(source).prove(10, 66_000)).isEqualTo(new Prover(log.tiles()).prove(10, 66_000));
        assertThat(asked).containsExactlyInAnyOrder(new TileId(0, 0, 256), new TileId(1, 0, 256));
    }

    @Test
    void a_second_proof_need_not_read_what_the_tree_s_right_edge_is_made_of() throws ProofRejected {
        MemoryLog log = MemoryLog.of(130_000);
        InclusionProof first = new Prover(log.tiles()).prove(70_000, 130_000);
        int before = log.fullTilesRead();
        log.append(MemoryLog.leaves(300));
        InclusionProof second = new Prover(log.tiles()).prove(70_001, 130_300);

        assertThat(before).isGreaterThan(250);
        assertThat(log.fullTilesRead() - before).as("its own tile, and the one filled since").isEqualTo(2);
        first.check(log.leaves().get(70_000), ReferenceTree.root(log.leaves().subList(0, 130_000)));
        second.check(log.leaves().get(70_001), log.tree().root());
    }

    @Test
    void refuses_tiles_of_the_wrong_length() {
        assertThatThrownBy(() -> new Prover(tiles -> List.of(new byte[31])).prove(0, 2))
                .hasMessageContaining("64 bytes expected, 31 found");
        assertThatThrownBy(() -> new Prover(tiles -> List.of()).prove(0, 2))
                .hasMessageContaining("asked for 1 tiles, got 0");
    }
}
