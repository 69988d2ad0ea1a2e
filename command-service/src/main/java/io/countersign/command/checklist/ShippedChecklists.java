package io.countersign.command.checklist;

import io.countersign.ledger.hash.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/** The checklists that ship with Countersign, each with its curated profile. Importing bytes that equal one attaches its profile. */
public final class ShippedChecklists {

    /**
     * @param id its default id
     * @param digest of the Markdown's exact bytes
     */
    public record Shipped(String id, Digest digest) {

        /** The exact bytes. */
        public byte[] markdown() {
            return resource(id + ".md");
        }

        public byte[] profile() {
            return resource(id + ".profile.yaml");
        }
    }

    private static final List<Shipped> ALL = List.of(shipped("ltc-claims"), shipped("upstream"));

    private ShippedChecklists() {}

    public static List<Shipped> all() {
        return ALL;
    }

    public static Optional<Shipped> byId(String id) {
        return ALL.stream().filter(s -> s.id().equals(id)).findFirst();
    }

    /** The shipped checklist whose bytes have this digest. */
    public static Optional<Shipped> byDigest(Digest digest) {
        return ALL.stream().filter(s -> s.digest().equals(digest)).findFirst();
    }

    private static Shipped shipped(String id) {
        return new Shipped(id, Digest.sha256(resource(id + ".md")));
    }

    static byte[] resource(String name) {
        try (InputStream in = ShippedChecklists.class.getResourceAsStream("/checklists/" + name)) {
            if (in == null) {
                throw new IllegalStateException("checklists/" + name + " is missing from the class path");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
