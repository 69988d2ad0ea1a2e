package io.countersign.command.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.countersign.command.store.LedgerLog;
import io.countersign.command.store.LedgerLog.Stored;
import io.countersign.command.store.LedgerStore;
import io.countersign.command.store.StoreFixture;
import io.countersign.ledger.note.VerifierKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

/**
 * Everything a log of a size serves, byte for byte against {@link TileOracle}, where tiles fill and levels begin. {@code -Dcountersign.largest-log=N}
 * adds a size; the profile {@code crash} adds 300,001.
 */
class TilesTest {

    private static final VerifierKey KEY = StoreFixture.SIGNER.verifierKey();

    @Test
    void checkpoint_tiles_and_bundles_are_those_of_the_specification_at_every_size_where_something_begins()
            throws Exception {
        SortedSet<Long> sizes = new TreeSet<>(List.of(1L, 2L, 255L, 256L, 257L, 511L, 512L, 65_535L, 65_536L, 65_537L));
        sizes.add(Long.getLong("countersign.largest-log", 65_537L));
        List<byte[]> entries = new ArrayList<>();
        try (HikariDataSource pool = new StoreFixture().pool(); LedgerStore store = StoreFixture.open(pool)) {
            LogController controller = new LogController(store.log(), store.receipts(), KEY, store.log()::checkpoint);
            for (long size : sizes) {
                StoreFixture.grow(store, size);
                read(store.log(), entries);
                assertThat(entries).hasSize((int) size);
                TileOracle oracle = new TileOracle(entries);
                checkpoint(body(controller.checkpoint()), size, oracle.root());
                for (int level = 0; level < oracle.levels(); level++) {
                    tiles(controller, oracle, level);
                }
                bundles(controller, oracle);
                missing(controller, oracle.levels(), 0);
            }
        }
    }

    private static void read(LedgerLog log, List<byte[]> entries) {
        for (List<Stored> page = log.from(entries.size(), 2_000); !page.isEmpty(); page = log.from(entries.size(),
                2_000)) {
            page.forEach(e -> entries.add(e.bytes()));
        }
    }

    private static void tiles(LogController controller, TileOracle oracle, int level) {
        String name = Integer.toString(level);
        int last = (oracle.hashes(level) - 1) / 256;
        int rest = oracle.hashes(level) - last * 256;
        for (int index = 0; index <= last; index++) {
            int width = index == last ? rest : 256;
            same(controller, TileOracle.path(name, index, width), oracle.tile(level, index, width));
        }
        for (int width : passed(rest)) {
            same(controller, TileOracle.path(name, last, width), oracle.tile(level, last, width));
        }
        if (last > 0) {
            for (int width : passed(256)) {
                same(controller, TileOracle.path(name, 0, width), oracle.tile(level, 0, width));
            }
        }
        if (rest < 256) {
            none(controller, TileOracle.path(name, last, 256));
            none(controller, TileOracle.path(name, last, rest + 1));
        }
        missing(controller, level, last + 1);
    }

    private static void bundles(LogController controller, TileOracle oracle) {
        int last = (oracle.hashes(0) - 1) / 256;
        int rest = oracle.hashes(0) - last * 256;
        for (int index = 0; index <= last; index++) {
            int width = index == last ? rest : 256;
            same(controller, TileOracle.path("entries", index, width), oracle.bundle(index, width));
        }
        for (int width : passed(rest)) {
            same(controller, TileOracle.path("entries", last, width), oracle.bundle(last, width));
        }
        none(controller, TileOracle.path("entries", last, rest % 256 + 1 + (rest == 256 ? 256 : 0)));
        none(controller, TileOracle.path("entries", last + 1, 1));
    }

    /** Widths that a tile of this width has had: all of a few, and of many those around powers of two. */
    private static List<Integer> passed(int width) {
        List<Integer> passed = new ArrayList<>();
        for (int w = 1; w < width; w++) {
            if (w < 4 || Integer.bitCount(w) == 1 || Integer.bitCount(w + 1) == 1 || w == width - 1 || w % 61 == 0) {
                passed.add(w);
            }
        }
        return passed;
    }

    private static void missing(LogController controller, int level, int index) {
        none(controller, TileOracle.path(Integer.toString(level), index, 256));
        none(controller, TileOracle.path(Integer.toString(level), index, 1));
    }

    private static void same(LogController controller, String path, byte[] expected) {
        assertThat(body(controller.tile(path.substring("tile".length())))).as(path).isEqualTo(expected);
    }

    private static void none(LogController controller, String path) {
        assertThat(controller.tile(path.substring("tile".length())).getStatusCode()).as(path)
                .isEqualTo(HttpStatus.NOT_FOUND);
    }

    /** Three lines, an empty one, and the log's signature, verified by the JDK. */
    private static void checkpoint(String note, long size, byte[] root) throws GeneralSecurityException {
        String text = StoreFixture.ORIGIN + "\n" + size + "\n" + Base64.getEncoder().encodeToString(root) + "\n";
        assertThat(note).startsWith(text + "\n\u2014 " + StoreFixture.ORIGIN + " ");
        String[] vkey = KEY.format().split("\\+", 3);
        byte[] line = Base64.getDecoder().decode(note.substring(text.length() + 1).split("[ \n]")[2]);
        assertThat(HexFormat.of().formatHex(line, 0, 4)).isEqualTo(vkey[1]);
        byte[] key = Base64.getDecoder().decode(vkey[2]);
        Signature verifier = Signature.getInstance("Ed25519");
        verifier.initVerify(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(
                HexFormat.of().parseHex("302a300506032b6570032100" + HexFormat.of().formatHex(key, 1, 33)))));
        verifier.update(text.getBytes(StandardCharsets.UTF_8));
        assertThat(verifier.verify(line, 4, line.length - 4)).isTrue();
    }

    private static <T> T body(ResponseEntity<T> answer) {
        return Objects.requireNonNull(answer.getBody());
    }
}
