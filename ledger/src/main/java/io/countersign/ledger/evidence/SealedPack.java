package io.countersign.ledger.evidence;

import io.countersign.ledger.evidence.PackFile.Listed;
import io.countersign.ledger.hash.Digest;
import io.countersign.ledger.note.NoteSigner;
import io.countersign.ledger.note.SignedNote;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32;

/**
 * A pack in the making, second half: what proves itself and is in no manifest. Add {@code export.json}, the entries sealed in between, the proofs, the
 * checkpoint and the timestamps, sign the tail, write.
 */
public final class SealedPack {

    private static final int BUFFER = 64 * 1024;

    private final List<PackFile> sealed;
    private final byte[] manifest;
    private final Digest manifestDigest;
    private final List<PackFile> after = new ArrayList<>();
    private final Set<String> names = new HashSet<>();

    SealedPack(List<PackFile> sealed) {
        this.sealed = List.copyOf(sealed);
        this.manifest = new Manifest(sealed.stream().map(PackFile::listed).toList()).bytes();
        this.manifestDigest = Digest.sha256(manifest);
    }

    /** SHA-256 of {@code manifest.json}: what the export's entry must say, in hex. */
    public Digest manifestDigest() {
        return manifestDigest;
    }

    /**
     * Adds a file after the manifest.
     *
     * @throws IllegalArgumentException if the name is taken or is none of these files
     */
    public SealedPack add(PackFile file) {
        if (!PackName.isAfterManifest(file.name()) || !names.add(file.name())) {
            throw new IllegalArgumentException("not the name of a file after the manifest, or taken: " + file.name());
        }
        after.add(file);
        return this;
    }

    /**
     * The {@code tail.note} over all files added after the manifest, by query-service's key. The key must be one of {@code keys/witness.vkey}, of type Ed25519: a cosignature key
     * signs checkpoints only.
     */
    public SignedNote signTail(NoteSigner signer) {
        List<Listed> listed = after.stream().map(PackFile::listed).toList();
        return SignedNote.sign(new Tail(manifestDigest, listed).text(), signer);
    }

    /**
     * Writes the zip; the same files and tail give the same bytes. The stream is not closed.
     *
     * @throws IOException if writing fails, or a file's bytes are not of the size and digest announced
     */
    public void write(OutputStream out, SignedNote tail) throws IOException {
        StoredZip zip = new StoredZip();
        for (PackFile file : sealed) {
            write(zip, file, out);
        }
        write(zip, PackFile.of(PackName.MANIFEST, manifest), out);
        for (PackFile file : after) {
            write(zip, file, out);
        }
        write(zip, PackFile.of(PackName.TAIL, tail.bytes()), out);
        out.write(zip.end());
    }

    // twice through the content: the header, which comes first, holds its CRC
    private static void write(StoredZip zip, PackFile file, OutputStream out) throws IOException {
        CRC32 crc = new CRC32();
        try (InputStream in = file.content().open()) {
            byte[] buffer = new byte[BUFFER];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                crc.update(buffer, 0, n);
            }
        }
        out.write(zip.begin(file.name(), file.size(), (int) crc.getValue()));
        try (InputStream in = file.content().open()) {
            Counting counting = new Counting(in, out);
            Digest found = Digest.sha256(counting);
            if (counting.count != file.size() || !found.equals(file.sha256())) {
                throw new IOException(file.name() + ": " + file.size() + " bytes with SHA-256 " + file.sha256().hex()
                        + " announced, " + counting.count
                        + " bytes with " + found.hex() + " found");
            }
        }
    }

    /** Copies to the zip what is read for the digest. */
    private static final class Counting extends InputStream {

        private final InputStream in;
        private final OutputStream out;
        private long count;

        Counting(InputStream in, OutputStream out) {
            this.in = in;
            this.out = out;
        }

        @Override
        public int read() throws IOException {
            throw new IOException("read in blocks");
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int n = in.read(buffer, offset, length);
            if (n > 0) {
                out.write(buffer, offset, n);
                count += n;
            }
            return n;
        }
    }
}
