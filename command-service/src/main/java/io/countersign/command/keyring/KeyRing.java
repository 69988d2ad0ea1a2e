package io.countersign.command.keyring;

import io.countersign.ledger.note.Ed25519;
import io.countersign.ledger.note.Ed25519Key;
import io.countersign.ledger.note.KeyFile;
import io.countersign.ledger.note.NoteSigner;
import io.countersign.ledger.note.VerifierKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The log's Ed25519 keys that this node can sign with. Nodes share the key file: a key that another node has added is found by reading the file again.
 * Safe for use by several threads.
 */
public final class KeyRing {

    /** Held beside the file's lock, which is the whole JVM's. */
    private static final Object WRITING = new Object();

    private final @Nullable Path file;
    private final char[] password;
    private final String origin;
    private final InstantSource clock;
    private volatile List<NoteSigner> signers;
    /** Which state of the file was read: it is not read again for a key that is not in it. */
    private String stamp;

    private KeyRing(@Nullable Path file, char[] password, String origin, InstantSource clock,
            List<NoteSigner> signers) {
        this.file = file;
        this.password = password.clone();
        this.origin = origin;
        this.clock = clock;
        this.signers = signers;
        this.stamp = "";
    }

    /** A single key that is in no file, so that none can be added. */
    public static KeyRing of(NoteSigner only) {
        return new KeyRing(null, new char[0], only.name(), () -> Instant.EPOCH, List.of(only));
    }

    /**
     * Opens a key file.
     *
     * @param origin the keys' name
     * @throws IOException if it cannot be read
     */
    public static KeyRing open(Path file, char[] password, String origin, InstantSource clock) throws IOException {
        return new KeyRing(file, password, origin, clock, signers(read(file, password), origin));
    }

    /** The key that the log began with. */
    public NoteSigner first() {
        return signers.getFirst();
    }

    /** Every key in the file as it is now, whether the log has come to it or not. */
    public synchronized List<VerifierKey> all() {
        reread();
        return signers.stream().map(NoteSigner::verifierKey).toList();
    }

    /** What signs as this key; empty when the file has it not, which is read again for it. */
    public Optional<NoteSigner> signer(String vkey) {
        Optional<NoteSigner> known = find(vkey);
        return known.isPresent() ? known : afterReading(vkey);
    }

    private synchronized Optional<NoteSigner> afterReading(String vkey) {
        if (!stamp(file).equals(stamp)) {
            reread();
        }
        return find(vkey);
    }

    private Optional<NoteSigner> find(String vkey) {
        return signers.stream().filter(each -> each.verifierKey().format().equals(vkey)).findFirst();
    }

    /**
     * A key to rotate to: one that the file has and the log has not come to, else a new one, which is on the disk when this returns. So a rotation that was
     * begun and not recorded leaves nothing that the next would not use.
     *
     * @param used vkeys the log knows
     * @throws UncheckedIOException if the file cannot be written; it is then as it was
     */
    public synchronized VerifierKey spare(Collection<String> used, SecureRandom random) {
        synchronized (WRITING) {
            return locked(used, random);
        }
    }

    private VerifierKey locked(Collection<String> used, SecureRandom random) {
        Path home = Objects.requireNonNull(file, "this ring has no file");
        try (FileChannel lock = FileChannel.open(home.resolveSibling(home.getFileName() + ".lock"),
                StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            lock.lock(); // among the nodes that share the file; let go of with the channel
            KeyFile keys = read(home, password);
            signers = signers(keys, origin);
            Optional<VerifierKey> spare = signers.stream().map(NoteSigner::verifierKey)
                    .filter(key -> !used.contains(key.format())).findFirst();
            if (spare.isEmpty()) {
                KeyFile more = keys.withFurther(Ed25519Key.generate(random));
                replace(home, more);
                signers = signers(more, origin);
            }
            return spare.orElseGet(() -> signers.getLast().verifierKey());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All of the new file or all of the old one, whatever happens in between; with the same mode. */
    private void replace(Path home, KeyFile keys) throws IOException {
        Path fresh = home.resolveSibling(home.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try (var out = Files.newOutputStream(fresh)) {
            keys.write(out, password, origin, clock.instant());
        }
        Files.setPosixFilePermissions(fresh, Files.getPosixFilePermissions(home));
        force(fresh, StandardOpenOption.WRITE);
        Files.move(fresh, home, StandardCopyOption.ATOMIC_MOVE);
        force(Objects.requireNonNull(home.toAbsolutePath().getParent()), StandardOpenOption.READ);
    }

    private static void force(Path path, StandardOpenOption mode) throws IOException {
        try (FileChannel channel = FileChannel.open(path, mode)) {
            channel.force(true);
        }
    }

    private void reread() {
        if (file != null) {
            try {
                String before = stamp(file);
                signers = signers(read(file, password), origin);
                stamp = before;
            } catch (IOException e) {
                throw new UncheckedIOException("the key file " + file + " cannot be read", e);
            }
        }
    }

    private static String stamp(@Nullable Path file) {
        try {
            if (file == null) {
                return "";
            }
            BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
            return now.fileKey() + " " + now.lastModifiedTime() + " " + now.size();
        } catch (IOException e) {
            return "not there"; // reading it will say why
        }
    }

    private static KeyFile read(Path file, char[] password) throws IOException {
        try (var in = Files.newInputStream(file)) {
            return KeyFile.read(in, password);
        }
    }

    private static List<NoteSigner> signers(KeyFile keys, String origin) {
        return keys.signingKeys().stream().map(key -> Ed25519.signer(origin, key)).toList();
    }
}
