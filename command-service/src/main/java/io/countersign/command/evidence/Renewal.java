package io.countersign.command.evidence;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Brings kept files up to date: encrypts what an earlier version kept as it came, and wraps anew what an older master key wraps. Several nodes may do so at once. */
final class Renewal {

    private final FileCipher cipher;
    private final Path arriving;
    private final Consumer<DamagedEvidence> noticed;

    /** @param arriving where files are made, on the same disk */
    Renewal(FileCipher cipher, Path arriving, Consumer<DamagedEvidence> noticed) {
        this.cipher = cipher;
        this.arriving = arriving;
        this.noticed = noticed;
    }

    /**
     * What it came to.
     *
     * @param encrypted files that had been kept as they came; @param wrapped files whose key is now wrapped by the newest master key; @param left files that are
     *                  damaged, each logged
     */
    record Renewed(int encrypted, int wrapped, int left) {

        Renewed plus(Renewed other) {
            return new Renewed(encrypted + other.encrypted, wrapped + other.wrapped, left + other.left);
        }
    }

    private static final Renewed NOTHING = new Renewed(0, 0, 0);
    private static final Renewed ENCRYPTED = new Renewed(1, 0, 0);
    private static final Renewed WRAPPED = new Renewed(0, 1, 0);
    private static final Renewed LEFT = new Renewed(0, 0, 1);

    /** @param kept a directory of shelves */
    Renewed run(Path kept) throws IOException {
        Renewed all = NOTHING;
        for (Path shelf : list(kept)) {
            for (Path file : Files.isDirectory(shelf) ? list(shelf) : List.<Path>of()) {
                all = all.plus(one(file));
            }
        }
        return all;
    }

    private static List<Path> list(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }

    private Renewed one(Path file) throws IOException {
        String name = file.getFileName().toString();
        String encrypted = EvidenceStore.nameOf(name);
        try (InputStream in = Files.newInputStream(file)) {
            if (encrypted != null) {
                Header outdated = cipher.outdated(encrypted, in);
                return outdated == null
                        ? NOTHING
                        : made(encrypted, file, fresh -> cipher.wrap(outdated, encrypted, in, fresh), WRAPPED);
            }
            if (EvidenceStore.isName(name)) {
                Path place = file.resolveSibling(EvidenceStore.fileOf(name));
                Renewed made = made(name, place, fresh -> encrypt(name, in, fresh), ENCRYPTED);
                Files.deleteIfExists(file);
                return made;
            }
            return NOTHING;
        } catch (DamagedEvidence e) {
            noticed.accept(e);
            return LEFT;
        } catch (NoSuchFileException e) { // done by another node just now
            return NOTHING;
        }
    }

    private interface Making {
        void to(Path fresh) throws IOException;
    }

    private Renewed made(String sha256, Path place, Making making, Renewed what) throws IOException {
        Path fresh = Files.createTempFile(arriving, sha256.substring(0, 8), null);
        try {
            making.to(fresh);
            EvidenceStore.place(fresh, place);
            return what;
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    private void encrypt(String sha256, InputStream in, Path fresh) throws IOException {
        String found = Objects.requireNonNull(cipher.encrypt(sha256, in, fresh, Long.MAX_VALUE).sha256());
        if (!sha256.equals(found)) {
            throw new DamagedEvidence(sha256, "it has the digest " + found);
        }
    }
}
