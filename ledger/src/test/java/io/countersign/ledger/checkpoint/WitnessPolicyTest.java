package io.countersign.ledger.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.ledger.note.Ed25519Key;
import io.countersign.ledger.note.VerifierKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WitnessPolicyTest {

    private static final String NESTED = """
        # two houses, both must agree
        log %s https://log.example/

        witness X1 %s
        witness X2 %s
        witness X3 %s
        group X-witnesses 2 X1 X2 X3
        witness Y1 %s
        \twitness Y2 %s https://y2.example/
        group Y-witnesses any Y1 Y2
        group X-and-Y all X-witnesses Y-witnesses
        quorum X-and-Y
        """.formatted(log(1), witness(2), witness(3), witness(4), witness(5), witness(6));

    @Test
    void a_nested_quorum_is_met_by_enough_witnesses_of_each_group() {
        WitnessPolicy policy = WitnessPolicy.parse(NESTED);

        assertThat(policy.logs()).containsExactly(log(1));
        assertThat(policy.witnesses()).hasSize(5);
        assertThat(policy.listed().getLast())
                .isEqualTo(new WitnessPolicy.Witness("Y2", witness(6), Optional.of("https://y2.example/")));
        assertThat(policy.unmet(by(2, 4, 6))).isEmpty();
        assertThat(policy.unmet(by(2, 3, 4))).containsExactly("group X-and-Y needs 2 of 2, has 1");
        assertThat(policy.unmet(by(2, 5))).isNotEmpty();
        assertThat(policy.unmet(by(2, 2, 2, 5))).isNotEmpty();
    }

    @Test
    void quorum_none_requires_nobody() {
        WitnessPolicy policy = WitnessPolicy.parse("quorum none\n");

        assertThat(policy.requiresWitnesses()).isFalse();
        assertThat(policy.unmet(List.of())).isEmpty();
        assertThat(policy.knowing(List.of(witness(2))).witnesses()).containsExactly(witness(2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "quorum A", "quorum none\nquorum none", "group A any B\nquorum A",
        "witness none W1\nquorum none", "witness A W1\nwitness A W2\nquorum A",
        "witness A W1\nwitness B W1\nquorum A", "witness A L1\nquorum A", "log W1\nquorum none",
        "witness A W1\ngroup G 2 A\nquorum G", "witness A W1\ngroup G 0 A\nquorum G",
        "witness A W1\ngroup G any A A\nquorum G", "witness A W1\ngroup G any A\ngroup H any A\nquorum H",
        "observe A\nquorum none", "witness A W1\ngroup G any\nquorum G"})
    void refuses_a_policy_that_does_not_follow_the_format(String text) {
        String policy = text.replace("W1", witness(2).format()).replace("W2", witness(3).format()).replace("L1",
                log(1).format());
        assertThatThrownBy(() -> WitnessPolicy.parse(policy)).isInstanceOf(IllegalArgumentException.class);
    }

    private static List<Cosignature> by(Integer... keys) {
        return Stream.of(keys).map(key -> new Cosignature(witness(key), Instant.EPOCH)).toList();
    }

    private static VerifierKey log(int number) {
        return VerifierKey.of("log.example/" + number, VerifierKey.Type.ED25519, key(number));
    }

    private static VerifierKey witness(int number) {
        return VerifierKey.of("witness.example/" + number, VerifierKey.Type.COSIGNATURE, key(number));
    }

    private static byte[] key(int number) {
        byte[] seed = new byte[32];
        Arrays.fill(seed, (byte) number);
        return Ed25519Key.ofSeed(seed).publicKey();
    }
}
