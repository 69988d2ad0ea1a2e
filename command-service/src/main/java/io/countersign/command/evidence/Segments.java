package io.countersign.command.evidence;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * A file's bytes in segments of {@value #BYTES}, each AES-256-GCM under the file's own key with a nonce that says which segment it is and whether it is the
 * last (the STREAM construction, as age has it; see {@code docs/spec/evidence.md}). One object for one pass over one file.
 */
final class Segments {

    /** Plain bytes of every segment but the last, which has 1 to as many, or none where the file is empty. */
    static final int BYTES = 1 << 16;
    static final int TAG_BYTES = MasterKeys.TAG_BITS / 8;

    private final SecretKeySpec key;
    private final int mode;
    private final Cipher cipher;
    private long next;

    private Segments(SecretKeySpec key, int mode) throws GeneralSecurityException {
        this.key = key;
        this.mode = mode;
        this.cipher = Cipher.getInstance(MasterKeys.TRANSFORMATION);
    }

    static Segments toEncrypt(SecretKeySpec key) throws GeneralSecurityException {
        return new Segments(key, Cipher.ENCRYPT_MODE);
    }

    static Segments toDecrypt(SecretKeySpec key) throws GeneralSecurityException {
        return new Segments(key, Cipher.DECRYPT_MODE);
    }

    /** How many segments a file of so many plain bytes has. */
    static long count(long plain) {
        return Math.max(1, Math.ceilDiv(plain, (long) BYTES));
    }

    /** How many plain bytes stand in so many encrypted ones; -1 where no file has that length. */
    static long plain(long encrypted) {
        long count = Math.ceilDiv(encrypted, (long) BYTES + TAG_BYTES);
        long plain = encrypted - count * TAG_BYTES;
        return count > 0 && plain >= 0 && count(plain) == count ? plain : -1;
    }

    /** The next segment. @param last whether it is the file's last */
    int next(byte[] in, int length, byte[] out, boolean last) throws GeneralSecurityException {
        byte[] nonce = ByteBuffer.allocate(MasterKeys.NONCE_BYTES).putLong(3, next).put(11, (byte) (last ? 1 : 0))
                .array();
        next++;
        cipher.init(mode, key, new GCMParameterSpec(MasterKeys.TAG_BITS, nonce));
        return cipher.doFinal(in, 0, length, out, 0);
    }
}
