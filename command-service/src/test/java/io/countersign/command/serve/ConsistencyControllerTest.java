package io.countersign.command.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.countersign.command.decision.Refusing;
import io.countersign.command.serve.ConsistencyController.Consistency;
import io.countersign.command.store.LedgerStore;
import io.countersign.command.store.StoreFixture;
import io.countersign.ledger.hash.Digest;
import io.countersign.ledger.hash.TreeHasher;
import io.countersign.ledger.tree.ConsistencyProof;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class ConsistencyControllerTest {

    private static final HikariDataSource POOL = new StoreFixture().pool();
    private static final LedgerStore STORE = StoreFixture.open(POOL);

    private final ConsistencyController controller = new ConsistencyController(STORE.log());

    @AfterAll
    static void close() {
        STORE.close();
        POOL.close();
    }

    @Test
    void any_two_sizes_of_the_log_are_proven_to_belong_together() throws Exception {
        StoreFixture.grow(STORE, 600);
        for (long from : new long[]{0, 1, 255, 256, 300, 600}) {
            for (long to : new long[]{from, 300, 512, 599, 600}) {
                if (from <= to) {
                    Consistency proof = ask(from, to);
                    new ConsistencyProof(from, to, proof.hashes().stream().map(Digest::ofBase64).toList())
                            .check(Digest.ofBase64(proof.fromRoot()), Digest.ofBase64(proof.toRoot()));
                }
            }
        }
        assertThat(ask(0, null)).isEqualTo(new Consistency(0, 600, TreeHasher.EMPTY.base64(), ask(600, null).toRoot(),
                java.util.List.of()));
    }

    @Test
    void sizes_that_cannot_be_are_refused_by_name() {
        StoreFixture.grow(STORE, 600);
        refused(-1, 5L, "from");
        refused(6, 5L, "from");
        refused(0, 601L, "to");
        refused(0, -1L, "to");
        refused(Long.MAX_VALUE, null, "from");
    }

    private void refused(long from, @Nullable Long to, String field) {
        assertThatThrownBy(() -> ask(from, to)).isInstanceOfSatisfying(Refusing.class,
                e -> assertThat(e.refusal().field()).isEqualTo(field));
    }

    private Consistency ask(long from, @Nullable Long to) {
        return Objects.requireNonNull(controller.consistency(from, to).getBody());
    }
}
