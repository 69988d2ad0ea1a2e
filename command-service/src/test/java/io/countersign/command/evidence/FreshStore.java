package io.countersign.command.evidence;

import io.countersign.command.evidence.EvidenceStore.Opened;
import io.countersign.command.evidence.EvidenceStore.Put;
import io.countersign.ledger.hash.Digest;
import io.countersign.ledger.note.KeyFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** An empty store of evidence for each test, and what is put into it and found in it. */
abstract class FreshStore {

    static final byte[] REPORT = "report".getBytes(StandardCharsets.UTF_8);
    static final String NAME = Digest.sha256(REPORT).hex();
    static final Instant FAR = Instant.parse("2999-01-01T00:00:00Z");
    static final SecureRandom RANDOM = new SecureRandom();
    static final KeyFile KEYS = KeyFile.generate(RANDOM).withEvidenceKey(RANDOM);

    @TempDir
    Path directory;
    EvidenceStore store;

    @BeforeEach
    void open() throws IOException {
        store = new EvidenceStore(directory, MasterKeys.of(KEYS.evidence()), RANDOM, 1 << 20);
    }

    static InputStream endless() {
        return new InputStream() {
            @Override
            public int read() {
                return 7;
            }
        };
    }

    static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    Path only() throws IOException {
        return files().stream().filter(f -> !f.toString().endsWith(".type")).findFirst().orElseThrow();
    }

    byte[] read(String name) throws IOException {
        try (Opened opened = store.open(name).orElseThrow()) {
            return opened.bytes().readAllBytes();
        }
    }

    Put put(String name) throws IOException {
        return store.put(name, new ByteArrayInputStream(REPORT));
    }
}
