package io.countersign.ledger.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredZipTest {

    @Test
    void more_files_than_a_plain_zip_can_count_are_read_back(@TempDir Path dir) throws IOException {
        Path file = dir.resolve("many.zip");
        int count = 66_000;
        StoredZip zip = new StoredZip();
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            for (int i = 0; i < count; i++) {
                out.write(zip.begin("proofs/" + i + ".tlog-proof", 0, 0));
            }
            out.write(zip.end());
        }
        try (ZipFile read = new ZipFile(file.toFile())) {
            assertThat(read.size()).isEqualTo(count);
            assertThat(read.getEntry("proofs/65999.tlog-proof")).isNotNull();
        }
    }
}
