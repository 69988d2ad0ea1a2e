package io.countersign.command.evidence;

import io.countersign.command.evidence.EvidenceStore.BrokenOff;
import io.countersign.ledger.hash.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;

/** Writes and reads encrypted files, in constant memory. Digests are lower-case hex SHA-256 of plain bytes. */
final class FileCipher {

    private final MasterKeys masters;
    private final SecureRandom random;

    FileCipher(MasterKeys masters, SecureRandom random) {
        this.masters = masters;
        this.random = random;
    }

    /**
     * What was encrypted.
     *
     * @param sha256 its digest, or null when there was more than may be, and the file is not whole
     * @param head   its first {@value Signatures#HEAD_BYTES} bytes, or all it has
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Encrypted(@Nullable String sha256, byte[] head) {}

    /**
     * Encrypts a stream into a file that is there and empty; it is on the disk when this returns.
     *
     * @param sha256 the digest it should have; the file can be opened under no other
     * @param most   bytes there may be
     */
    Encrypted encrypt(String sha256, InputStream in, Path file, long most) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                OutputStream out = Channels.newOutputStream(channel)) {
            Header.Sealed sealed = Header.seal(sha256, masters, random);
            out.write(sealed.header().format());
            EncryptingStream to = new EncryptingStream(out, Segments.toEncrypt(sealed.key()));
            MessageDigest digest = PlainStream.sha256();
            byte[] buffer = new byte[Segments.BYTES];
            Head head = new Head();
            long size = 0;
            for (int some = read(in, buffer); some >= 0; some = read(in, buffer)) {
                size += some;
                if (size > most) {
                    return new Encrypted(null, head.bytes());
                }
                digest.update(buffer, 0, some);
                head.add(buffer, some);
                to.write(buffer, 0, some);
            }
            to.finish();
            channel.force(true);
            return new Encrypted(Digest.of(digest.digest()).hex(), head.bytes());
        } catch (GeneralSecurityException e) {
            throw new IOException("the key of evidence files cannot be used", e);
        }
    }

    private static int read(InputStream in, byte[] buffer) throws BrokenOff {
        try {
            return in.read(buffer);
        } catch (IOException e) {
            throw new BrokenOff(e);
        }
    }

    /** How many plain bytes an encrypted file has, by its length. */
    static long size(String sha256, Path file) throws IOException {
        long size = Files.size(file);
        long plain = Segments.plain(size - Header.BYTES);
        if (plain < 0) {
            throw new DamagedEvidence(sha256, "no encrypted file has " + size + " bytes");
        }
        return plain;
    }

    /** Decrypts a file from its beginning. */
    CheckedStream decrypt(String sha256, InputStream in, long size, CheckedStream.Watch watch)
            throws IOException {
        try {
            return new DecryptingStream(sha256, in, Segments.toDecrypt(header(in, sha256).open(sha256, masters)), size,
                    watch);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has AES-GCM", e);
        }
    }

    /** The header of a file that another master key than the current one wraps; null where that is not so. */
    @Nullable
    Header outdated(String sha256, InputStream in) throws IOException {
        Header header = header(in, sha256);
        return header.master().equals(masters.current()) ? null : header;
    }

    /** Copies what stands behind a header, with its key wrapped by the current master key. */
    void wrap(Header header, String sha256, InputStream in, Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                OutputStream out = Channels.newOutputStream(channel)) {
            out.write(header.again(sha256, masters, random).format());
            in.transferTo(out);
            channel.force(true);
        } catch (GeneralSecurityException e) {
            throw new IOException("the key of evidence files cannot be used", e);
        }
    }

    private static Header header(InputStream in, String sha256) throws IOException {
        byte[] bytes = in.readNBytes(Header.BYTES);
        if (bytes.length < Header.BYTES) {
            throw new DamagedEvidence(sha256, "it ends within its header");
        }
        return Header.parse(bytes, sha256);
    }
}
