package io.countersign.command.evidence;

import io.countersign.ledger.hash.Digest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.spec.SecretKeySpec;

/**
 * The first {@value #BYTES} bytes of an encrypted file: the format's name, the master key's name, and the file's own key, wrapped by that master key for
 * this file's digest. The bytes are defined in {@code docs/spec/evidence.md}.
 *
 * @param master name of the key that wraps
 * @param nonce  of the wrapping
 * @param wrapped the file's key and a tag
 */
@SuppressWarnings("ArrayRecordComponent")
record Header(String master, byte[] nonce, byte[] wrapped) {

    static final int BYTES = 108;

    private static final byte[] MAGIC = "countersign-ev1\n".getBytes(StandardCharsets.US_ASCII);
    private static final int KEY_BYTES = 32;
    private static final int WRAPPED_BYTES = KEY_BYTES + MasterKeys.TAG_BITS / 8;

    /** A file's own key, and the header that keeps it. */
    record Sealed(SecretKeySpec key, Header header) {}

    /** A new key for a file. */
    static Sealed seal(String sha256, MasterKeys masters, SecureRandom random) throws GeneralSecurityException {
        byte[] key = new byte[KEY_BYTES];
        random.nextBytes(key);
        return seal(key, sha256, masters, random);
    }

    private static Sealed seal(byte[] key, String sha256, MasterKeys masters, SecureRandom random)
            throws GeneralSecurityException {
        byte[] nonce = new byte[MasterKeys.NONCE_BYTES];
        random.nextBytes(nonce);
        String master = masters.current();
        return new Sealed(new SecretKeySpec(key, "AES"),
                new Header(master, nonce, masters.wrap(key, nonce, bound(master, sha256))));
    }

    /** The same key, wrapped by the current master key. */
    Header again(String sha256, MasterKeys masters, SecureRandom random)
            throws DamagedEvidence, GeneralSecurityException {
        return seal(open(sha256, masters).getEncoded(), sha256, masters, random).header();
    }

    /** The file's key. */
    SecretKeySpec open(String sha256, MasterKeys masters) throws DamagedEvidence {
        if (!masters.names().contains(master)) {
            throw new DamagedEvidence(sha256, "its key was wrapped by " + master + ", which is not among the keys "
                    + masters.names());
        }
        try {
            return new SecretKeySpec(masters.unwrap(master, wrapped, nonce, bound(master, sha256)), "AES");
        } catch (GeneralSecurityException e) {
            throw new DamagedEvidence(sha256, "its key cannot be unwrapped by " + master);
        }
    }

    byte[] format() {
        return ByteBuffer.allocate(BYTES).put(begin(master)).put(nonce).put(wrapped).array();
    }

    /** @param bytes {@value #BYTES} of them */
    static Header parse(byte[] bytes, String sha256) throws DamagedEvidence {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        byte[] magic = take(in, MAGIC.length);
        String master = new String(take(in, MasterKeys.NAME_BYTES), StandardCharsets.US_ASCII).stripTrailing();
        Header header = new Header(master.replaceAll("\0+$", ""), take(in, MasterKeys.NONCE_BYTES),
                take(in, WRAPPED_BYTES));
        if (!Arrays.equals(magic, MAGIC) || !Arrays.equals(header.format(), bytes)) {
            throw new DamagedEvidence(sha256, "it does not begin as an encrypted file does");
        }
        return header;
    }

    /** What the wrapping is bound to besides the key: so a file put in another's place is noticed at once. */
    private static byte[] bound(String master, String sha256) {
        byte[] begin = begin(master);
        byte[] digest = Digest.ofHex(sha256).bytes();
        return ByteBuffer.allocate(begin.length + digest.length).put(begin).put(digest).array();
    }

    private static byte[] begin(String master) {
        return ByteBuffer.allocate(MAGIC.length + MasterKeys.NAME_BYTES).put(MAGIC)
                .put(master.getBytes(StandardCharsets.US_ASCII)).array();
    }

    private static byte[] take(ByteBuffer in, int count) {
        byte[] taken = new byte[count];
        in.get(taken);
        return taken;
    }
}
