package io.countersign.command.evidence;

import io.countersign.command.decision.Refusal;
import io.countersign.command.decision.Refusing;
import io.countersign.command.decision.Upload;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files in a directory, encrypted, by lower-case hex SHA-256 of their plain bytes; the one door to them. A file arrives in {@code uploads}; a command that
 * names it moves it to {@code kept/<first two digits>}, before it is decided, so that what an entry may name is never swept away. A file that is there is whole
 * and on the disk. One that an earlier version kept as it came is read as it is, until {@link #renew} has encrypted it.
 */
public final class EvidenceStore {

    /** Largest file, in bytes. */
    public static final long MAX_BYTES = 1L << 30;

    private static final Logger LOG = LoggerFactory.getLogger(EvidenceStore.class);
    private static final Pattern NAME = Pattern.compile("[0-9a-f]{64}");
    private static final String ENCRYPTED = ".enc";
    /** Of the note beside a file that has the media type it was declared as. */
    private static final String DECLARED = ".type";
    /** Damaged files that are remembered by name. */
    private static final int MOST_DAMAGED = 100;

    private final Path uploads;
    private final Path kept;
    private final Path arriving;
    private final FileCipher cipher;
    private final long most;
    private final ShownTypes types = new ShownTypes();
    private final Set<String> damaged = new ConcurrentSkipListSet<>();

    public EvidenceStore(Path directory, MasterKeys masters, SecureRandom random) throws IOException {
        this(directory, masters, random, MAX_BYTES);
    }

    EvidenceStore(Path directory, MasterKeys masters, SecureRandom random, long most) throws IOException {
        this.uploads = Files.createDirectories(directory.resolve("uploads"));
        this.kept = Files.createDirectories(directory.resolve("kept"));
        this.arriving = Files.createDirectories(directory.resolve("arriving"));
        this.cipher = new FileCipher(masters, random);
        this.most = most;
    }

    /** What putting a file came to. */
    public enum Put {
        NEW, KNOWN,
        /** It was known and damaged, and is whole again. */
        REPAIRED, MISMATCH, TOO_LARGE
    }

    /**
     * A file's plain bytes, to be closed.
     *
     * @param size  in bytes
     * @param bytes throws {@link DamagedEvidence} in place of bytes that are not right; then those before it are not the whole file
     */
    public record Opened(long size, InputStream bytes) implements Closeable {
        @Override
        public void close() throws IOException {
            bytes.close();
        }
    }

    /** Who sends a file stopped before its end. */
    static final class BrokenOff extends IOException {

        private static final long serialVersionUID = 1L;

        BrokenOff(IOException cause) {
            super("the file broke off", cause);
        }
    }

    private record Place(String sha256, Path file, boolean encrypted) {

        boolean there() {
            return Files.exists(file);
        }

        /** In plain bytes. */
        long size() throws IOException {
            return encrypted ? FileCipher.size(sha256, file) : Files.size(file);
        }
    }

    public static boolean isName(String sha256) {
        return NAME.matcher(sha256).matches();
    }

    static String fileOf(String sha256) {
        return sha256 + ENCRYPTED;
    }

    /** The digest in an encrypted file's name; null when it is none. */
    static @Nullable String nameOf(String file) {
        String sha256 = file.endsWith(ENCRYPTED) ? file.substring(0, file.length() - ENCRYPTED.length()) : "";
        return isName(sha256) ? sha256 : null;
    }

    /** As the other, of a file that we made ourselves. */
    public Put put(String sha256, InputStream in) throws IOException {
        return put(sha256, in, Signatures.UNKNOWN, (_, _) -> Optional.empty());
    }

    /**
     * Stores the stream's bytes if they have this digest and nothing speaks against their type. A file that is here already is read in its place, and
     * replaced if it is damaged. Whatever this comes to but {@code NEW} and {@code REPAIRED}, and whatever it throws, nothing is left of the stream's bytes.
     *
     * @param declared lower-case media type without parameters; {@code application/octet-stream} where nothing was said
     * @throws Refusing if something speaks against it
     */
    Put put(String sha256, InputStream in, String declared, Objection objection) throws IOException {
        byte[] here = headOfWhole(sha256);
        if (here != null) {
            Refusing.on(objection.to(declared, here));
            declare(sha256, declared);
            types.told(sha256, here);
            return Put.KNOWN;
        }
        Path file = Files.createTempFile(arriving, sha256.substring(0, 8), null);
        try {
            FileCipher.Encrypted arrived = cipher.encrypt(sha256, in, file, most);
            if (arrived.sha256() == null) {
                return Put.TOO_LARGE;
            }
            if (!arrived.sha256().equals(sha256)) {
                return Put.MISMATCH;
            }
            Refusing.on(objection.to(declared, arrived.head()));
            Put done = arrive(sha256, file);
            declare(sha256, declared);
            types.told(sha256, arrived.head());
            return done;
        } finally {
            Files.deleteIfExists(file);
        }
    }

    /** What speaks against taking a file. */
    @FunctionalInterface
    interface Objection {
        /** @param head the file's first {@value Signatures#HEAD_BYTES} bytes, or all it has */
        Optional<Refusal> to(String declared, byte[] head);
    }

    private Put arrive(String sha256, Path file) throws IOException {
        Optional<Place> damagedOne = find(sha256);
        Path place = damagedOne.map(Place::file).orElse(uploads.resolve(sha256)).resolveSibling(fileOf(sha256));
        place(file, place);
        if (damagedOne.isEmpty()) {
            return Put.NEW;
        }
        if (!damagedOne.get().encrypted()) {
            Files.deleteIfExists(damagedOne.get().file());
        }
        damaged.remove(sha256);
        LOG.info("Evidence {} was damaged, and is whole again: it was uploaded once more.", sha256);
        return Put.REPAIRED;
    }

    /** Reads a file from beginning to end. @return its first bytes; null when it is not here or is damaged */
    private byte @Nullable [] headOfWhole(String sha256) throws IOException {
        try (Opened opened = open(sha256).orElse(null)) {
            if (opened == null) {
                return null;
            }
            Head head = new Head();
            byte[] buffer = new byte[Segments.BYTES];
            for (int some = opened.bytes().read(buffer); some >= 0; some = opened.bytes().read(buffer)) {
                head.add(buffer, some);
            }
            return head.bytes();
        } catch (DamagedEvidence e) {
            LOG.debug("to be replaced", e);
            return null;
        }
    }

    /** Notes beside a file what it was declared as; the latest counts for commands that come. */
    private void declare(String sha256, String declared) throws IOException {
        if (MediaTypes.says(declared) && !declared.equals(declared(sha256))) {
            Path note = Files.createTempFile(arriving, sha256.substring(0, 8), null);
            try {
                Files.writeString(note, declared);
                Path file = find(sha256).map(Place::file).orElse(uploads.resolve(sha256));
                place(note, file.resolveSibling(sha256 + DECLARED));
            } finally {
                Files.deleteIfExists(note);
            }
        }
    }

    private String declared(String sha256) throws IOException {
        for (Path directory : List.of(shelf(sha256), uploads)) {
            Path note = directory.resolve(sha256 + DECLARED);
            if (Files.exists(note)) {
                return MediaTypes.parse(Files.readString(note)).orElse(Signatures.UNKNOWN);
            }
        }
        return Signatures.UNKNOWN;
    }

    /** Whether the file is here. */
    public boolean has(String sha256) {
        return find(sha256).isPresent();
    }

    /** The file's bytes, the first of which have been checked already; empty when it is not here. */
    public Optional<Opened> open(String sha256) throws IOException {
        try {
            return opened(sha256);
        } catch (NoSuchFileException e) { // moved, or encrypted, just now; it is in its last place then
            return opened(sha256);
        }
    }

    private Optional<Opened> opened(String sha256) throws IOException {
        Optional<Place> found = find(sha256);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Place place = found.get();
        InputStream in = Files.newInputStream(place.file());
        try {
            long size = place.size();
            CheckedStream.Watch watch = new CheckedStream.Watch(this::noticed, () -> damaged.remove(sha256));
            CheckedStream bytes = place.encrypted()
                    ? cipher.decrypt(sha256, in, size, watch)
                    : new PlainStream(sha256, in, size, watch);
            bytes.begin();
            return Optional.of(new Opened(size, bytes));
        } catch (IOException e) {
            in.close();
            if (e instanceof DamagedEvidence damage) {
                noticed(damage);
            }
            throw e;
        }
    }

    private void noticed(DamagedEvidence e) {
        if (damaged.size() < MOST_DAMAGED && damaged.add(e.sha256())) {
            LOG.error("{}", e.getMessage());
        }
    }

    /** Digests of files that were found damaged, and have not been read whole since; at most {@value #MOST_DAMAGED}. */
    public Set<String> damaged() {
        return Set.copyOf(damaged);
    }

    private Optional<Place> find(String sha256) {
        return isName(sha256)
                ? Stream.of(shelf(sha256), uploads).flatMap(directory -> places(directory, sha256))
                        .filter(Place::there).findFirst()
                : Optional.empty();
    }

    private static Stream<Place> places(Path directory, String sha256) {
        return Stream.of(new Place(sha256, directory.resolve(fileOf(sha256)), true),
                new Place(sha256, directory.resolve(sha256), false));
    }

    /** Keeps those of these files that are here, for good. @return what they are, by digest */
    public Map<String, Upload> keep(Collection<String> digests) {
        Map<String, Upload> kept = new LinkedHashMap<>();
        for (String sha256 : digests) {
            if (isName(sha256)) {
                keep(sha256).ifPresent(upload -> kept.put(sha256, upload));
            }
        }
        return kept;
    }

    private Optional<Upload> keep(String sha256) {
        try {
            Optional<Place> found = find(sha256);
            if (found.isPresent() && found.get().file().startsWith(uploads)) {
                shelve(uploads.resolve(sha256 + DECLARED), sha256);
                shelve(found.get().file(), sha256);
            }
            Optional<Place> here = places(shelf(sha256), sha256).filter(Place::there).findFirst();
            return here.isEmpty() ? Optional.empty() : Optional.of(new Upload(here.get().size(), type(here.get())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void shelve(Path file, String sha256) throws IOException {
        try {
            place(file, Files.createDirectories(shelf(sha256)).resolve(file.getFileName()));
        } catch (NoSuchFileException e) {
            // Moved by another request at the same moment, or never there.
        }
    }

    /** What a file's first bytes say it is, and what it was declared as says more of; null when they are damaged. */
    private @Nullable String type(Place place) throws IOException {
        String shown = shown(place);
        if (shown == null) {
            return null;
        }
        String declared = declared(place.sha256());
        return MediaTypes.compatible(declared, shown, place.size() == 0) ? MediaTypes.closer(declared, shown) : shown;
    }

    private @Nullable String shown(Place place) throws IOException {
        String sha256 = place.sha256();
        String known = types.of(sha256);
        if (known != null) {
            return known;
        }
        try (Opened opened = open(sha256).orElseThrow(() -> new NoSuchFileException(sha256))) {
            byte[] head = opened.bytes().readNBytes(Signatures.HEAD_BYTES);
            // of a file of an earlier version they are only found right when all of it is read
            return place.encrypted() ? types.told(sha256, head) : Signatures.of(head);
        } catch (DamagedEvidence e) {
            LOG.debug("named all the same", e);
            return null;
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

    /** Brings what is kept up to date. */
    Renewal.Renewed renew() throws IOException {
        return new Renewal(cipher, arriving, this::noticed).run(kept);
    }

    private Path shelf(String sha256) {
        return kept.resolve(sha256.substring(0, 2));
    }

    /** Moves a file to its place, at once and on the disk; one that is there already is replaced. */
    static void place(Path file, Path place) throws IOException {
        Files.move(file, place, StandardCopyOption.ATOMIC_MOVE);
        try (FileChannel directory = FileChannel.open(Objects.requireNonNull(place.getParent()))) {
            directory.force(true); // a rename is on the disk when its directory is
        }
    }
}
