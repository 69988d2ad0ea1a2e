package io.countersign.stack;

import io.countersign.ledger.note.Ed25519;
import io.countersign.ledger.note.Ed25519Key;
import io.countersign.ledger.note.KeyFile;
import io.countersign.ledger.note.MlDsa;
import io.countersign.local.LocalFault;
import io.countersign.local.Settings;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import java.util.function.Function;

/** The ledger's name and keys: made at the first start, the same ever after, readable by the owner only. */
final class Secrets {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Settings settings;
    private final Path directory;
    private final Clock clock;

    private Secrets(Settings settings, Path directory, Clock clock) {
        this.settings = settings;
        this.directory = directory;
        this.clock = clock;
    }

    static Secrets in(DataDirectory data, Clock clock) {
        var directory = data.part("keys");
        return new Secrets(Settings.open(directory.resolve("secrets.properties")), directory, clock);
    }

    /** The log's name. It names no machine and no person, and no two ledgers share it. */
    String origin() {
        return settings.get("origin", () -> {
            var bytes = new byte[4];
            RANDOM.nextBytes(bytes);
            return "countersign.local/" + HexFormat.of().formatHex(bytes);
        });
    }

    /** The key that signs checkpoints, the secret of the keyed hashes by which callers and repeated requests are recognised, and the key of evidence files. */
    Path logKeyFile() {
        var file = keyFile("log", origin(),
                random -> KeyFile.generateWithSecret(random).withMlDsa(MlDsa.Key.generate(random))
                        .withEvidenceKey(random));
        var keys = read(file);
        if (keys.mldsa() == null) { // made by a version that knew no ML-DSA
            keys = keys.withMlDsa(MlDsa.Key.generate(RANDOM));
            write(file, origin(), keys);
        }
        if (keys.evidence().isEmpty()) { // made by a version that kept evidence files as they came
            write(file, origin(), keys.withEvidenceKey(RANDOM));
        }
        return file;
    }

    /** The key that cosigns what query-service has verified. */
    Path witnessKeyFile() {
        return keyFile("witness", origin() + "/query", KeyFile::generate);
    }

    /** That key itself. */
    Ed25519Key witnessKey() {
        return read(witnessKeyFile()).signing();
    }

    String keyPassword() {
        return settings.get("keyPassword", Settings::secret);
    }

    /** The log's first verifier key: what came after it, the log itself says. */
    String firstVkey() {
        return Ed25519.signer(origin(), read(logKeyFile()).signing()).verifierKey().format();
    }

    private KeyFile read(Path file) {
        try (var in = Files.newInputStream(file)) {
            return KeyFile.read(in, keyPassword().toCharArray());
        } catch (IOException e) {
            throw new LocalFault("The log's key " + file + " cannot be read: " + LocalFault.why(e)
                    + ". Restore it from a copy; without it the ledger cannot go on.", e);
        }
    }

    private Path keyFile(String name, String keyName, Function<SecureRandom, KeyFile> generator) {
        var file = directory.resolve(name + ".p12");
        if (!Files.exists(file)) {
            write(file, keyName, generator.apply(RANDOM));
        }
        return file;
    }

    private void write(Path file, String keyName, KeyFile keys) {
        var fresh = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.deleteIfExists(fresh);
            Files.createFile(fresh,
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            try (var out = Files.newOutputStream(fresh)) {
                keys.write(out, keyPassword().toCharArray(), keyName, clock.instant());
            }
            try (var written = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
                written.force(true);
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new LocalFault("Cannot make the key " + file + ": " + LocalFault.why(e) + ".", e);
        }
    }
}
