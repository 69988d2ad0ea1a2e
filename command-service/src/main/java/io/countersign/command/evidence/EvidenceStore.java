package io.countersign.command.evidence;

import io.countersign.ledger.hash.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Files in a directory, by lower-case hex SHA-256. A file arrives in {@code uploads}; a command that names it moves it to {@code kept/<first two
 * digits>}, before it is decided, so that what an entry may name is never swept away. A file that is there is whole and on the disk.
 */
public final class EvidenceStore {

    /** Largest file, in bytes. */
    public static final long MAX_BYTES = 1L << 30;

    private static final Pattern NAME = Pattern.compile("[0-9a-f]{64}");

    private final Path uploads;
    private final Path kept;
    private final Path arriving;

    public EvidenceStore(Path directory) throws IOException {
        this.uploads = Files.createDirectories(directory.resolve("uploads"));
        this.kept = Files.createDirectories(directory.resolve("kept"));
        this.arriving = Files.createDirectories(directory.resolve("arriving"));
    }

    /** What putting a file came to. */
    public enum Put {
        NEW, KNOWN, MISMATCH, TOO_LARGE
    }

    public static boolean isName(String sha256) {
        return NAME.matcher(sha256).matches();
    }

    /** Stores the stream's bytes if they have this digest. */
    public Put put(String sha256, InputStream in) throws IOException {
        if (find(sha256).isPresent()) {
            return Put.KNOWN;
        }
        Path file = Files.createTempFile(arriving, sha256.substring(0, 8), null);
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            if (!copy(new DigestInputStream(in, digest), file)) {
                return Put.TOO_LARGE;
            }
            if (!Digest.of(digest.digest()).hex().equals(sha256)) {
                return Put.MISMATCH;
            }
            Files.move(file, uploads.resolve(sha256), StandardCopyOption.ATOMIC_MOVE);
            sync(uploads);
            return Put.NEW;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private static boolean copy(InputStream in, Path file) throws IOException {
        try (FileChannel out = FileChannel.open(file, StandardOpenOption.WRITE)) {
            var from = Channels.newChannel(in);
            ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
            long size = 0;
            while (from.read(buffer) >= 0) {
                size += buffer.position();
                if (size > MAX_BYTES) {
                    return false;
                }
                buffer.flip();
                while (buffer.hasRemaining()) {
                    out.write(buffer);
                }
                buffer.clear();
            }
            out.force(true);
            return true;
        }
    }

    /** The file, wherever it is. */
    public Optional<Path> find(String sha256) {
        if (!isName(sha256)) {
            return Optional.empty();
        }
        Path named = shelf(sha256).resolve(sha256);
        Path uploaded = uploads.resolve(sha256);
        return Files.exists(named)
                ? Optional.of(named)
                : Files.exists(uploaded) ? Optional.of(uploaded) : Optional.empty();
    }

    /** Keeps those of these files that are here, for good. @return their sizes in bytes */
    public Map<String, Long> keep(Collection<String> digests) {
        Map<String, Long> sizes = new LinkedHashMap<>();
        for (String sha256 : digests) {
            if (isName(sha256)) {
                keep(sha256).ifPresent(size -> sizes.put(sha256, size));
            }
        }
        return sizes;
    }

    private Optional<Long> keep(String sha256) {
        Path directory = shelf(sha256);
        Path place = directory.resolve(sha256);
        try {
            if (!Files.exists(place)) {
                Files.createDirectories(directory);
                Files.move(uploads.resolve(sha256), place, StandardCopyOption.ATOMIC_MOVE);
                sync(directory);
            }
            return Optional.of(Files.size(place));
        } catch (NoSuchFileException e) {
            // Moved by another request at the same moment, or not here at all.
            return Files.exists(place) ? Optional.of(place.toFile().length()) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Deletes uploads that came before this instant and that no command has named since; likewise what broke off while arriving. */
    public void sweep(Instant before) throws IOException {
        for (Path directory : new Path[]{uploads, arriving}) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
                for (Path file : files) {
                    try {
                        if (Files.getLastModifiedTime(file).toInstant().isBefore(before)) {
                            Files.deleteIfExists(file);
                        }
                    } catch (NoSuchFileException e) {
                        // Named or swept by another just now.
                    }
                }
            }
        }
    }

    private Path shelf(String sha256) {
        return kept.resolve(sha256.substring(0, 2));
    }

    /** A rename is on the disk when its directory is. */
    private static void sync(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory)) {
            channel.force(true);
        }
    }
}
