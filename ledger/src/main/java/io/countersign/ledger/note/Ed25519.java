package io.countersign.ledger.note;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Arrays;

/** Ed25519 signatures of notes (type 0x01), and of checkpoints with the time at which they were seen (type 0x04, cosignature/v1). */
public final class Ed25519 {

    /** Bytes of a plain signature. */
    static final int SIGNATURE = org.bouncycastle.math.ec.rfc8032.Ed25519.SIGNATURE_SIZE;

    private static final int PUBLIC_KEY = org.bouncycastle.math.ec.rfc8032.Ed25519.PUBLIC_KEY_SIZE;

    private Ed25519() {}

    /** Signs notes' texts as they stand: what a log does with its checkpoints. */
    public static NoteSigner signer(String name, Ed25519Key key) {
        return new Signer(VerifierKey.of(name, VerifierKey.Type.ED25519, key.publicKey()), key);
    }

    /**
     * Cosigns checkpoints: what a witness does with those it has found consistent.
     *
     * @param time whole seconds of it are signed
     */
    public static NoteSigner cosigner(String name, Ed25519Key key, InstantSource time) {
        return new Cosigner(VerifierKey.of(name, VerifierKey.Type.COSIGNATURE, key.publicKey()), key, time);
    }

    /**
     * Whether a signature over a message verifies. For signatures outside notes; notes are opened by {@link SignedNote#open}.
     *
     * @param publicKey 32 bytes; anything else verifies nothing
     * @param signature 64 bytes; anything else does not verify
     */
    public static boolean verifies(byte[] publicKey, byte[] message, byte[] signature) {
        return publicKey.length == PUBLIC_KEY && signature.length == SIGNATURE
                && org.bouncycastle.math.ec.rfc8032.Ed25519.verify(signature, 0, publicKey, 0, message, 0,
                        message.length);
    }

    static boolean isPublicKey(byte[] bytes) {
        return bytes.length == PUBLIC_KEY && org.bouncycastle.math.ec.rfc8032.Ed25519.validatePublicKeyFull(bytes, 0);
    }

    static boolean cosignatureVerifies(byte[] publicKey, String text, byte[] timestamped) {
        if (timestamped.length != Long.BYTES + SIGNATURE) {
            return false;
        }
        long seconds = ByteBuffer.wrap(timestamped).getLong();
        byte[] signature = Arrays.copyOfRange(timestamped, Long.BYTES, timestamped.length);
        return seconds >= 0 && verifies(publicKey, cosigned(seconds, text), signature);
    }

    private static byte[] cosigned(long seconds, String text) {
        return ("cosignature/v1\ntime " + seconds + "\n" + text).getBytes(StandardCharsets.UTF_8);
    }

    private record Signer(VerifierKey verifierKey, Ed25519Key key) implements NoteSigner {

        @Override
        public NoteSignature sign(String text) {
            return new NoteSignature(name(), keyId(), key.sign(text.getBytes(StandardCharsets.UTF_8)));
        }
    }

    private record Cosigner(VerifierKey verifierKey, Ed25519Key key, InstantSource time) implements NoteSigner {

        @Override
        public NoteSignature sign(String text) {
            long seconds = time.instant().getEpochSecond();
            byte[] signature = key.sign(cosigned(seconds, text));
            byte[] timestamped = ByteBuffer.allocate(Long.BYTES + SIGNATURE).putLong(seconds).put(signature).array();
            return new NoteSignature(name(), keyId(), timestamped);
        }
    }
}
