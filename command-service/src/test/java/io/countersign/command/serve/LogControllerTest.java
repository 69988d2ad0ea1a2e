package io.countersign.command.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.countersign.command.store.LedgerStore;
import io.countersign.command.store.StoreFixture;
import io.countersign.ledger.checkpoint.Checkpoint;
import io.countersign.ledger.checkpoint.TlogProof;
import io.countersign.ledger.evidence.Verdict;
import io.countersign.ledger.hash.TreeHasher;
import io.countersign.ledger.tree.TilePath;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

/** A stranger's view of the log: everything is fetched as an auditor would, and checked by its own rules. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LogControllerTest {

    private static final HikariDataSource POOL = new StoreFixture().pool();
    private static final LedgerStore STORE = StoreFixture.open(POOL);

    private final LogController controller = new LogController(STORE.log(), STORE.receipts(),
            StoreFixture.SIGNER.verifierKey(), STORE.log()::checkpoint);

    @AfterAll
    static void close() {
        STORE.close();
        POOL.close();
    }

    /** Sizes around a full tile; the log only grows, so they come in order, and first. */
    @Order(1)
    @ParameterizedTest
    @ValueSource(longs = {1, 255, 256, 257, 600})
    void what_is_served_at_each_size_verifies(long size) throws Exception {
        StoreFixture.grow(STORE, size);
        String checkpoint = body(controller.checkpoint());
        assertThat(StoreFixture.verdict(checkpoint,
                ids -> ids.stream().map(id -> body(controller.tile(path(TilePath.format(id))))).toList()))
                .isInstanceOf(Verdict.Verified.class);
        for (long position = 0; position < size; position += Math.max(1, (size - 1) / 3)) {
            TlogProof proof = TlogProof.parse(body(controller.proof(Long.toString(position))));
            proof.check(TreeHasher.leaf(body(controller.entry(Long.toString(position)))),
                    Checkpoint.open(proof.checkpoint(), StoreFixture.SIGNER.verifierKey()));
            assertThat(proof.index()).isEqualTo(position);
        }
        assertThat(controller.info().size()).isEqualTo(size);
    }

    @Test
    void a_tile_is_served_at_every_width_it_has_had_and_at_no_other() {
        StoreFixture.grow(STORE, 600);
        byte[] full = body(controller.tile(path("tile/0/000")));
        for (int width : new int[]{1, 2, 128, 255}) {
            assertThat(body(controller.tile(path("tile/0/000.p/" + width)))).hasSize(width * 32)
                    .isEqualTo(Arrays.copyOf(full, width * 32));
        }
        assertThat(body(controller.tile(path("tile/1/000.p/2")))).hasSize(64);
        for (String none : new String[]{"tile/0/000.p/256", "tile/0/000.p/0", "tile/0/002", "tile/1/000",
            "tile/1/000.p/3", "tile/0/0", "tile/9/000", "tile/entries/002", "tile/0/x001/000", "tile/",
            "tile/0/../0/000"}) {
            assertThat(controller.tile(path(none)).getStatusCode()).as(none).isEqualTo(HttpStatus.NOT_FOUND);
        }
        for (String none : new String[]{"600", "-1", "01", "x", "99999999999999999999"}) {
            assertThat(controller.entry(none).getStatusCode()).as(none).isEqualTo(HttpStatus.NOT_FOUND);
            assertThat(controller.proof(none).getStatusCode()).as(none).isEqualTo(HttpStatus.NOT_FOUND);
        }
    }

    @Test
    void what_never_changes_may_be_cached_and_entries_by_nobody_between() {
        StoreFixture.grow(STORE, 2);
        assertThat(caching(controller.tile(path("tile/0/000.p/2")))).contains("public", "immutable");
        assertThat(caching(controller.tile(path("tile/entries/000.p/2")))).contains("immutable")
                .doesNotContain("public");
        assertThat(caching(controller.entry("0"))).contains("immutable").doesNotContain("public");
        assertThat(caching(controller.checkpoint())).isEqualTo("no-store");
        assertThat(caching(controller.tile(path("tile/0/777")))).isEqualTo("no-store");
    }

    private static String path(String tile) {
        return tile.substring("tile".length());
    }

    private static <T> T body(ResponseEntity<T> answer) {
        return Objects.requireNonNull(answer.getBody());
    }

    private static String caching(ResponseEntity<?> answer) {
        return String.valueOf(answer.getHeaders().getFirst(HttpHeaders.CACHE_CONTROL));
    }
}
