package io.countersign.ledger.note;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.params.MLDSAParameters;
import org.bouncycastle.crypto.params.MLDSAPrivateKeyParameters;
import org.bouncycastle.crypto.params.MLDSAPublicKeyParameters;
import org.bouncycastle.crypto.signers.MLDSASigner;

/**
 * ML-DSA-44 cosignatures of checkpoints (FIPS 204; type 0x06 of C2SP tlog-cosignature, whose text is a release candidate), so that evidence outlives Ed25519.
 * Alone in knowing the format and the algorithm: what changes in the specification changes here. Signatures are the deterministic variant.
 */
public final class MlDsa {

    /** Bytes of a public key. */
    static final int PUBLIC_KEY = 1_312;

    /** Bytes of a signature, without the time before it. */
    static final int SIGNATURE = 2_420;

    /** Most bytes of a cosigner's name or a log's origin in the signed message. */
    static final int MAX_NAME = 255;

    private static final byte[] LABEL = "subtree/v1\n\0".getBytes(StandardCharsets.US_ASCII);

    /** A checkpoint without extension lines: the message covers no others, so a text with more would be only half signed. */
    private static final Pattern CHECKPOINT = Pattern
            .compile("([^\n]+)\n(0|[1-9][0-9]{0,18})\n([A-Za-z0-9+/]{43}=)\n");

    private MlDsa() {}

    /**
     * Cosigns checkpoints. A log that cosigns as itself does so under its origin.
     *
     * @param name at most 255 bytes in UTF-8
     * @param time whole seconds of it are signed; after 1970, as a zero would say that nothing is stated about time
     */
    public static NoteSigner cosigner(String name, Key key, InstantSource time) {
        return new Cosigner(VerifierKey.of(name, VerifierKey.Type.ML_DSA_44_COSIGNATURE, key.publicKey()), key, time);
    }

    static boolean isPublicKey(byte[] bytes) {
        return bytes.length == PUBLIC_KEY;
    }

    static boolean isName(String name) {
        return name.getBytes(StandardCharsets.UTF_8).length <= MAX_NAME;
    }

    static boolean cosignatureVerifies(byte[] publicKey, String cosigner, String text, byte[] timestamped) {
        if (timestamped.length != Long.BYTES + SIGNATURE) {
            return false;
        }
        long seconds = ByteBuffer.wrap(timestamped).getLong();
        Optional<byte[]> message = seconds < 0 ? Optional.empty() : message(cosigner, seconds, text);
        return message.isPresent()
                && verifies(publicKey, message.get(), Arrays.copyOfRange(timestamped, Long.BYTES, timestamped.length));
    }

    private static boolean verifies(byte[] publicKey, byte[] message, byte[] signature) {
        MLDSASigner verifier = new MLDSASigner();
        verifier.init(false, new MLDSAPublicKeyParameters(MLDSAParameters.ml_dsa_44, publicKey));
        verifier.update(message, 0, message.length);
        return verifier.verifySignature(signature);
    }

    /** The structure {@code cosigned_message}; nothing for a text that is no checkpoint of three lines. */
    private static Optional<byte[]> message(String cosigner, long seconds, String text) {
        Matcher lines = CHECKPOINT.matcher(text);
        if (!lines.matches() || !isName(lines.group(1))) {
            return Optional.empty();
        }
        byte[] name = cosigner.getBytes(StandardCharsets.UTF_8);
        byte[] origin = lines.group(1).getBytes(StandardCharsets.UTF_8);
        try {
            byte[] root = Base64.getDecoder().decode(lines.group(3));
            if (!Base64.getEncoder().encodeToString(root).equals(lines.group(3))) {
                return Optional.empty(); // bits left over, which the message would not cover
            }
            return Optional.of(ByteBuffer.allocate(LABEL.length + 1 + name.length + 1 + origin.length + 3 * Long.BYTES
                    + root.length).put(LABEL).put((byte) name.length).put(name).putLong(seconds)
                    .put((byte) origin.length).put(origin).putLong(0).putLong(Long.parseLong(lines.group(2)))
                    .put(root).array());
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // a size beyond a long
        }
    }

    /** An ML-DSA-44 private key. Never printed. */
    public static final class Key {

        /** Length of a seed, in bytes. */
        public static final int SEED_BYTES = 32;

        private final byte[] seed;
        private final MLDSAPrivateKeyParameters expanded;

        private Key(byte[] seed) {
            this.seed = seed;
            this.expanded = new MLDSAPrivateKeyParameters(MLDSAParameters.ml_dsa_44, seed);
        }

        /** A new key. */
        public static Key generate(SecureRandom random) {
            byte[] seed = new byte[SEED_BYTES];
            random.nextBytes(seed);
            return new Key(seed);
        }

        /**
         * @param seed the 32 bytes that FIPS 204 calls &xi;; copied
         * @throws IllegalArgumentException for any other length
         */
        public static Key ofSeed(byte[] seed) {
            if (seed.length != SEED_BYTES) {
                throw new IllegalArgumentException("an ML-DSA seed has " + SEED_BYTES + " bytes, not " + seed.length);
            }
            return new Key(seed.clone());
        }

        /** A copy of the 1,312 bytes of the public key. */
        public byte[] publicKey() {
            return expanded.getPublicKey().clone();
        }

        byte[] seed() {
            return seed.clone();
        }

        private byte[] sign(byte[] message) {
            MLDSASigner signer = new MLDSASigner();
            signer.init(true, expanded);
            signer.update(message, 0, message.length);
            try {
                return signer.generateSignature();
            } catch (CryptoException e) {
                throw new IllegalStateException("ML-DSA could not sign", e);
            }
        }

        @Override
        public String toString() {
            return "MlDsa.Key";
        }
    }

    private record Cosigner(VerifierKey verifierKey, Key key, InstantSource time) implements NoteSigner {

        @Override
        public NoteSignature sign(String text) {
            long seconds = time.instant().getEpochSecond();
            if (seconds <= 0) {
                throw new IllegalStateException("a cosignature's time is after 1970: " + seconds);
            }
            byte[] message = message(name(), seconds, text)
                    .orElseThrow(() -> new IllegalArgumentException("no checkpoint of three lines: " + text));
            byte[] timestamped = ByteBuffer.allocate(Long.BYTES + SIGNATURE).putLong(seconds).put(key.sign(message))
                    .array();
            return new NoteSignature(name(), keyId(), timestamped);
        }
    }
}
