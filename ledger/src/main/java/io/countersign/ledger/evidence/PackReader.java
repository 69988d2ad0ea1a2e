package io.countersign.ledger.evidence;

import io.countersign.ledger.entry.EntryCodec;
import io.countersign.ledger.evidence.PackContents.Read;
import io.countersign.ledger.evidence.PackFile.Listed;
import io.countersign.ledger.hash.Digest;
import io.countersign.ledger.timestamp.TimestampToken;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;

/**
 * Reads a zip from front to end, as anybody's tool would, and leaves the question whether its bytes are exactly ours to {@link PackLayout}: so a file that was
 * changed and packed again by another tool is named, and not only the zip around it.
 */
final class PackReader {

    /** Largest file that is kept in memory: 64 MiB; only the lists and the disclosures come near. */
    private static final int MAX_KEPT = 64 << 20;

    /** Largest proof, checkpoint or key: 1 MiB. */
    private static final int MAX_NOTE = 1 << 20;

    private final PackContents contents = new PackContents();
    private String current = "the zip";

    private PackReader() {}

    static PackContents read(InputStream in) throws IOException, FaultFound {
        return new PackReader().all(in);
    }

    private PackContents all(InputStream in) throws IOException, FaultFound {
        try (ZipInputStream zip = new ZipInputStream(in)) {
            for (ZipEntry next = zip.getNextEntry(); next != null; next = zip.getNextEntry()) {
                current = next.getName();
                if (contents.has(current)) {
                    throw FaultFound.in(current, "name", "once", "twice");
                }
                if (!current.equals(PackName.MANIFEST) && !current.equals(PackName.TAIL) && !PackName.isSealed(current)
                        && !PackName.isAfterManifest(current)) {
                    throw FaultFound.in(printable(current), "name", "one that a pack has", "another");
                }
                one(zip);
                current = "the zip";
            }
            return contents;
        } catch (ZipException | EOFException | IllegalArgumentException e) {
            throw FaultFound.in(printable(current), "bytes in the zip", "a whole file with the CRC-32 announced",
                    String.valueOf(e.getMessage()));
        }
    }

    private void one(ZipInputStream zip) throws IOException, FaultFound {
        int limit = limit(current);
        Measured measured = new Measured(zip, limit);
        Digest digest = Digest.sha256(measured);
        if (limit > 0 && measured.count > limit) {
            throw FaultFound.in(current, "size", "at most " + limit + " bytes", "more");
        }
        Read read = new Read(new Listed(current, measured.count, digest), (int) measured.crc.getValue());
        if (limit > 0) {
            contents.add(read, measured.kept.toByteArray());
        } else {
            contents.add(read);
        }
    }

    /** Bytes to keep of a file at most; 0 if it is only measured. */
    private static int limit(String name) {
        if (PackName.isEntry(name)) {
            return EntryCodec.MAX_BYTES;
        }
        if (name.startsWith("proofs/") || name.startsWith("keys/") || name.equals(PackName.CHECKPOINT)) {
            return MAX_NOTE;
        }
        if (name.startsWith("timestamps/")) {
            return TimestampToken.MAX_BYTES;
        }
        boolean onlyMeasured = name.startsWith("evidence/") || name.startsWith("reports/")
                || name.equals(PackName.README);
        return onlyMeasured ? 0 : MAX_KEPT;
    }

    static String printable(String name) {
        return name.replaceAll("[^ -~]", "?");
    }

    /** Counts, sums up and keeps what is read through it. */
    private static final class Measured extends FilterInputStream {

        private final int limit;
        private final CRC32 crc = new CRC32();
        private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
        private long count;

        Measured(InputStream in, int limit) {
            super(in);
            this.limit = limit;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int n = super.read(buffer, offset, length);
            if (n > 0) {
                crc.update(buffer, offset, n);
                count += n;
                if (count <= limit) {
                    kept.write(buffer, offset, n);
                }
            }
            return n;
        }
    }
}
