package io.countersign.local;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Numbers that are never given out twice, whatever stops the program when: they are reserved a thousand at a time in a file that is on the disk before the
 * first of them is given out, and what is left of a thousand at the end is skipped.
 */
final class SerialNumbers {
    private static final long RESERVED_AT_ONCE = 1_000;

    private final Path file;
    private long next;
    private long end;

    SerialNumbers(Path file) {
        this.file = file;
        try {
            next = Files.exists(file) ? Long.parseLong(Files.readString(file).strip()) : 1;
        } catch (IOException e) {
            throw new LocalFault("Cannot read " + file + ": " + LocalFault.why(e) + ".", e);
        } catch (NumberFormatException e) {
            throw new LocalFault("The serial numbers in " + file
                    + " are damaged: write into it a number above that of every token made so far.", e);
        }
        end = next;
    }

    synchronized BigInteger next() {
        if (next == end) {
            reserve(next + RESERVED_AT_ONCE);
            end = next + RESERVED_AT_ONCE;
        }
        return BigInteger.valueOf(next++);
    }

    private void reserve(long upTo) {
        var fresh = file.resolveSibling(file.getFileName() + ".new");
        try (var out = FileChannel.open(fresh, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE)) {
            out.write(ByteBuffer.wrap((upTo + "\n").getBytes(StandardCharsets.US_ASCII)));
            out.force(true);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new LocalFault("Cannot write " + file + ": " + LocalFault.why(e) + ".", e);
        }
    }
}
