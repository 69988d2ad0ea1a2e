package io.countersign.ledger.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A bounded number of changed inputs for every parser, the same ones in every build: what a build says must hang on the change, not on luck. To look further,
 * give another {@code -Dcountersign.fuzz.seed=N} (it stands in the failure) or more {@code -Dcountersign.fuzz.inputs=N}, or let Jazzer run
 * {@link ForeignBytesFuzzTest}; what is found becomes a file beside that test's other inputs.
 */
class ForeignBytesTest {

    private static final long SEED = Long.getLong("countersign.fuzz.seed", 1);
    private static final int INPUTS = Integer.getInteger("countersign.fuzz.inputs", 2_000);
    /** For one input; generous, as the machine may be busy. */
    private static final Duration MOST = Duration.ofSeconds(60);

    @ParameterizedTest
    @EnumSource
    void reads_what_is_well_formed(ForeignBytes parser) throws Exception {
        for (byte[] seed : parser.seeds()) {
            if (parser != ForeignBytes.HASHES) { // made-up hashes prove nothing
                assertThatCode(() -> parser.read(seed)).as(parser.name()).doesNotThrowAnyException();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void survives_whatever_comes(ForeignBytes parser) throws Exception {
        SplittableRandom random = new SplittableRandom(SEED + parser.ordinal());
        List<byte[]> seeds = parser.seeds();
        int inputs = parser == ForeignBytes.PACK || parser == ForeignBytes.TIMESTAMP ? INPUTS / 4 : INPUTS;
        for (int i = 0; i < inputs; i++) {
            byte[] input = Mutation.of(seeds.get(random.nextInt(seeds.size())), random);
            long began = System.nanoTime();
            try {
                parser.offer(input);
            } catch (Throwable e) { // a StackOverflowError, too, is a finding
                throw new AssertionError("seed " + SEED + ", input " + i + " of " + parser + ": "
                        + HexFormat.of().formatHex(Arrays.copyOf(input, Math.min(input.length, 4_096))), e);
            }
            assertThat(Duration.ofNanos(System.nanoTime() - began)).as("seed %d, input %d", SEED, i).isLessThan(MOST);
        }
    }
}
