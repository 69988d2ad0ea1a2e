package io.countersign.ledger.evidence;

import io.countersign.ledger.hash.Digest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A file that goes into a pack.
 *
 * @param name    see {@link PackName}
 * @param size    in bytes, less than 4 GiB
 * @param sha256  of its bytes; both are checked while the pack is written
 * @param content where the bytes come from
 * @param mediaType what kind of file it is, for the manifest; null where nobody says
 */
public record PackFile(String name, long size, Digest sha256, Content content, @Nullable String mediaType) {

    private static final Pattern MEDIA_TYPE = Pattern.compile("[a-z0-9!#$&^_.+-]+/[a-z0-9!#$&^_.+-]+");

    /** Opens a file's bytes, from the beginning each time; whoever opens them closes them. */
    @FunctionalInterface
    public interface Content {
        InputStream open() throws IOException;
    }

    public PackFile {
        if (size < 0 || size >= StoredZip.MAX_SIZE) {
            throw new IllegalArgumentException(name + ": a file of a pack has less than 4 GiB, not " + size + " bytes");
        }
        if (mediaType != null && !MEDIA_TYPE.matcher(mediaType).matches()) {
            throw new IllegalArgumentException(
                    name + ": a media type is lower case and has no parameters: " + mediaType);
        }
    }

    /** A file of which nobody says what kind it is. */
    public PackFile(String name, long size, Digest sha256, Content content) {
        this(name, size, sha256, content, null);
    }

    /** A file whose bytes are in memory; not copied, not to be changed. */
    public static PackFile of(String name, byte[] bytes) {
        return new PackFile(name, bytes.length, Digest.sha256(bytes), () -> new ByteArrayInputStream(bytes));
    }

    /** A text file. */
    public static PackFile of(String name, String text) {
        return of(name, text.getBytes(StandardCharsets.UTF_8));
    }

    Listed listed() {
        return new Listed(name, size, sha256, mediaType);
    }

    /** A file as manifest and tail list it; the tail has no media types. */
    record Listed(String name, long size, Digest sha256, @Nullable String mediaType) {

        Listed(String name, long size, Digest sha256) {
            this(name, size, sha256, null);
        }
    }
}
