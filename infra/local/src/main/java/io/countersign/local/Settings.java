package io.countersign.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Properties;
import java.util.function.Supplier;

/** What a part must remember from one start to the next (ports, passwords): a properties file that only its owner can read. */
public final class Settings {
    private static final Duration RELEASE = Duration.ofSeconds(3);
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Path file;
    private final Properties values = new Properties();

    private Settings(Path file) {
        this.file = file;
    }

    /** The settings in the file, or none yet if there is no file. */
    public static Settings open(Path file) {
        var settings = new Settings(file);
        if (Files.exists(file)) {
            try (var in = Files.newInputStream(file)) {
                settings.values.load(in);
            } catch (IOException e) {
                throw new LocalFault("Cannot read " + file + ": " + LocalFault.why(e) + ".", e);
            }
        }
        return settings;
    }

    /** The value of that name; made, and written to the disk, if there is none yet. */
    public synchronized String get(String name, Supplier<String> made) {
        var value = values.getProperty(name);
        if (value == null) {
            value = made.get();
            set(name, value);
        }
        return value;
    }

    /** Sets a value and writes all of them to the disk. */
    public synchronized void set(String name, String value) {
        values.setProperty(name, value);
        var fresh = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.deleteIfExists(fresh);
            Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            try (var out = Files.newOutputStream(fresh)) {
                values.store(out, null);
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new LocalFault("Cannot write " + file + ": " + LocalFault.why(e)
                    + "; the directory must be writable and the disk must have room.", e);
        }
    }

    /**
     * The port remembered from last time if nobody listens there, else a free one, remembered from now on. What a killed server has just begun may hold
     * its port for a moment, which is waited for: whoever knows the old port would not find the new one.
     */
    int port(String name) {
        var last = Integer.parseInt(values.getProperty(name, "0"));
        if (last != 0 && Patience.waited(RELEASE, () -> Ports.isFree(last))) {
            return last;
        }
        var port = Ports.free();
        set(name, Integer.toString(port));
        return port;
    }

    /** A new secret of 192 random bits, in characters that need no quoting anywhere. */
    public static String secret() {
        var bytes = new byte[24];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Makes the directory, readable by its owner only. */
    public static Path directory(Path path) {
        try {
            if (!Files.isDirectory(path)) {
                Files.createDirectories(path,
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
            return path.toRealPath();
        } catch (IOException e) {
            throw new LocalFault("Cannot make the directory " + path + ": " + LocalFault.why(e)
                    + "; choose another or make it writable.", e);
        }
    }
}
