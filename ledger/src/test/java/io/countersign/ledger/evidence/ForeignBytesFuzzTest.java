package io.countersign.ledger.evidence;

import com.code_intelligence.jazzer.junit.FuzzTest;

/**
 * The same for Jazzer. In the build it repeats what lies in {@code src/test/resources}, each input that once broke something among it; with
 * {@code JAZZER_FUZZ=1} and one method named it looks for more:
 *
 * <pre>
 * JAZZER_FUZZ=1 mvn -pl ledger test -Dtest='ForeignBytesFuzzTest#timestamp'
 * </pre>
 */
class ForeignBytesFuzzTest {

    @FuzzTest
    void entry(byte[] bytes) {
        ForeignBytes.ENTRY.offer(bytes);
    }

    @FuzzTest
    void bundle(byte[] bytes) {
        ForeignBytes.BUNDLE.offer(bytes);
    }

    @FuzzTest
    void note(byte[] bytes) {
        ForeignBytes.NOTE.offer(bytes);
    }

    @FuzzTest
    void checkpoint(byte[] bytes) {
        ForeignBytes.CHECKPOINT.offer(bytes);
    }

    @FuzzTest
    void add_checkpoint(byte[] bytes) {
        ForeignBytes.ADD_CHECKPOINT.offer(bytes);
    }

    @FuzzTest
    void tile_path(byte[] bytes) {
        ForeignBytes.TILE_PATH.offer(bytes);
    }

    @FuzzTest
    void tile(byte[] bytes) {
        ForeignBytes.TILE.offer(bytes);
    }

    @FuzzTest
    void proof(byte[] bytes) {
        ForeignBytes.PROOF.offer(bytes);
    }

    @FuzzTest
    void hashes(byte[] bytes) {
        ForeignBytes.HASHES.offer(bytes);
    }

    @FuzzTest
    void pack(byte[] bytes) {
        ForeignBytes.PACK.offer(bytes);
    }

    @FuzzTest
    void timestamp(byte[] bytes) {
        ForeignBytes.TIMESTAMP.offer(bytes);
    }

    @FuzzTest
    void vkey(byte[] bytes) {
        ForeignBytes.VKEY.offer(bytes);
    }

    @FuzzTest
    void policy(byte[] bytes) {
        ForeignBytes.POLICY.offer(bytes);
    }

    @FuzzTest
    void disclosure(byte[] bytes) {
        ForeignBytes.DISCLOSURE.offer(bytes);
    }
}
