package io.countersign.stack;

import io.countersign.local.LocalFault;
import io.countersign.local.Settings;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The directory of one stack. A lock on its file {@code lock} keeps a second stack out; the kernel lets go of it when this JVM is gone,
 * by whatever cause.
 */
final class DataDirectory {
    /** PostgreSQL takes 150 MB, Kafka 20 MB; the rest is room to write a little. */
    private static final long MINIMUM_FREE_BYTES = 300L << 20;

    private final Path root;
    @SuppressWarnings("unused") // held open, because closing it lets go of the lock
    private final FileChannel lock;

    private DataDirectory(Path root, FileChannel lock) {
        this.root = root;
        this.lock = lock;
    }

    /** Makes the directory if need be and takes it for this JVM. */
    static DataDirectory open(Path path) {
        var root = Settings.directory(path.toAbsolutePath().normalize());
        try {
            var channel = FileChannel.open(root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!locked(channel)) {
                throw new LocalFault(
                        "Another countersign runs on " + root + ": stop it, or choose another directory with --data.");
            }
            var free = Files.getFileStore(root).getUsableSpace();
            if (free < MINIMUM_FREE_BYTES) {
                throw new LocalFault("The disk is full: only " + (free >> 20) + " MB are free for " + root + ", "
                        + (MINIMUM_FREE_BYTES >> 20)
                        + " MB are needed. Make room or choose another directory with --data.");
            }
            return new DataDirectory(root, channel);
        } catch (IOException e) {
            throw new LocalFault("Cannot write in " + root + " (" + LocalFault.why(e)
                    + "): make it writable or choose another directory with --data.", e);
        }
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false; // this very JVM has it
        }
    }

    Path root() {
        return root;
    }

    /** A directory in it, made if need be. */
    Path part(String name) {
        return Settings.directory(root.resolve(name));
    }

    /** Where a service's output goes. */
    Path log(String service) {
        return part("log").resolve(service + ".log");
    }
}
