package io.countersign.ledger.entry;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Looks at eight bytes at once, read little-endian into a long. Each test answers with the high bit of every byte that passes it; a byte above
 * the first that passes may be marked though it does not, so only the lowest mark counts ("Bit Twiddling Hacks", determine if a word has a
 * zero byte).
 */
final class Bytes {

    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;

    private Bytes() {}

    static long word(byte[] in, int at) {
        return (long) WORDS.get(in, at);
    }

    static long equalTo(long word, int value) {
        long zeroWhereEqual = word ^ ONES * value;
        return zeroWhereEqual - ONES & ~zeroWhereEqual & HIGHS;
    }

    /** @param limit at most 128; bytes from 128 on are not marked as below it */
    static long below(long word, int limit) {
        return word - ONES * limit & ~word & HIGHS;
    }

    static long notAscii(long word) {
        return word & HIGHS;
    }

    /** Place of the lowest byte marked. */
    static int first(long marks) {
        return Long.numberOfTrailingZeros(marks) >>> 3;
    }
}
