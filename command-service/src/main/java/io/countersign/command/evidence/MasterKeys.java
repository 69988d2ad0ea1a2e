package io.countersign.command.evidence;

import io.countersign.ledger.note.KeyFile;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidParameterException;
import java.security.KeyStore;
import java.security.Provider;
import java.security.Security;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import org.jspecify.annotations.Nullable;

/**
 * AES-256 keys that wrap the data keys of evidence files, by name; the newest wraps, all unwrap. They come from the key file, as
 * {@code pkcs12/<alias>}, and from a PKCS#11 token, as {@code pkcs11/<alias>}; where there is a token, its newest wraps.
 */
public final class MasterKeys {

    static final String TRANSFORMATION = "AES/GCM/NoPadding";
    static final int NONCE_BYTES = 12;
    static final int TAG_BITS = 128;

    /** A name has at most so many bytes, so that it fits a file's header. */
    static final int NAME_BYTES = 32;

    /** @param provider null where the JDK's own AES is used, because the key shows its bytes */
    private record Master(SecretKey key, @Nullable Provider provider) {

        Cipher cipher() throws GeneralSecurityException {
            return provider == null
                    ? Cipher.getInstance(TRANSFORMATION)
                    : Cipher.getInstance(TRANSFORMATION, provider);
        }
    }

    private final SequencedMap<String, Master> masters;

    private MasterKeys(SequencedMap<String, Master> masters) {
        if (masters.isEmpty()) {
            throw new IllegalArgumentException("no key for evidence files");
        }
        this.masters = masters;
    }

    /** @param file the keys of a key file by alias, the newest last; at least one */
    public static MasterKeys of(SequencedMap<String, SecretKey> file) {
        return new MasterKeys(ofFile(file));
    }

    private static SequencedMap<String, Master> ofFile(SequencedMap<String, SecretKey> file) {
        SequencedMap<String, Master> masters = new LinkedHashMap<>();
        file.forEach((alias, key) -> add(masters, "pkcs12/" + alias, new Master(key, null)));
        return masters;
    }

    /**
     * The keys of a token, and behind them those of a key file, which may have none.
     *
     * @param file as above
     * @param configuration of the JDK's SunPKCS11 provider
     * @throws IOException if the token cannot be opened or has no such key
     */
    public static MasterKeys of(SequencedMap<String, SecretKey> file, Path configuration, char[] pin)
            throws IOException {
        SequencedMap<String, Master> masters = ofFile(file);
        try {
            Provider provider = Security.getProvider("SunPKCS11").configure(configuration.toString());
            KeyStore token = KeyStore.getInstance("PKCS11", provider);
            token.load(null, pin);
            Map<String, SecretKey> found = KeyFile.evidence(token, pin);
            if (found.isEmpty()) {
                throw new IOException("the token has no key of the name evidence");
            }
            found.forEach((alias, key) -> add(masters, "pkcs11/" + alias, new Master(key, provider)));
        } catch (GeneralSecurityException | InvalidParameterException e) {
            throw new IOException("the PKCS#11 token of " + configuration + " cannot be used: " + e.getMessage(), e);
        }
        return new MasterKeys(masters);
    }

    private static void add(Map<String, Master> masters, String name, Master master) {
        if (name.length() > NAME_BYTES) {
            throw new IllegalArgumentException("a key's name is too long: " + name);
        }
        masters.put(name, master);
    }

    /** The name of the key that wraps. */
    String current() {
        return masters.lastEntry().getKey();
    }

    Set<String> names() {
        return masters.keySet();
    }

    /** @return the wrapped key with its tag; AES-256-GCM under the {@linkplain #current current} key */
    byte[] wrap(byte[] dataKey, byte[] nonce, byte[] bound) throws GeneralSecurityException {
        Master master = masters.lastEntry().getValue();
        Cipher cipher = master.cipher();
        cipher.init(Cipher.ENCRYPT_MODE, master.key(), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(bound);
        return cipher.doFinal(dataKey);
    }

    /**
     * @param bound what the key was wrapped for
     * @throws AEADBadTagException if it was wrapped for something else, by another key of this name, or was changed
     */
    byte[] unwrap(String name, byte[] wrapped, byte[] nonce, byte[] bound) throws GeneralSecurityException {
        Master master = masters.get(name);
        if (master == null) {
            throw new IllegalArgumentException("no key is called " + name);
        }
        Cipher cipher = master.cipher();
        cipher.init(Cipher.DECRYPT_MODE, master.key(), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(bound);
        return cipher.doFinal(wrapped);
    }
}
