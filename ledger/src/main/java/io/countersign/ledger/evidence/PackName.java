package io.countersign.ledger.evidence;

import io.countersign.ledger.hash.Digest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What files of a pack are called. Every name is ASCII, and a file of any other name is no part of a pack. */
public final class PackName {

    public static final String README = "README.txt";
    public static final String DISCLOSURES = "disclosures.jsonl";
    public static final String LOG_KEY = "keys/log.vkey";
    public static final String WITNESS_KEY = "keys/witness.vkey";
    public static final String OUTSIDE_WITNESS_KEYS = "keys/witnesses.vkey";
    public static final String MANIFEST = "manifest.json";
    public static final String EXPORT = "export.json";
    public static final String CHECKPOINT = "checkpoint";
    public static final String TAIL = "tail.note";

    /** The checkpoint's text without its signatures: the bytes that timestamps are about. */
    public static final String STAMPED = "timestamps/checkpoint.txt";

    private static final String NUMBER = "(?:0|[1-9][0-9]{0,18})";
    private static final String PLAIN = "[A-Za-z0-9][A-Za-z0-9._-]{0,127}";
    private static final Pattern SEALED = Pattern.compile("README\\.txt|disclosures\\.jsonl|entries/" + NUMBER
            + "\\.json|evidence/[0-9a-f]{64}|(?:reports|keys)/" + PLAIN);
    private static final Pattern AFTER = Pattern.compile("export\\.json|checkpoint|later/" + NUMBER + "\\.json|proofs/"
            + NUMBER + "\\.tlog-proof|timestamps/" + PLAIN);
    private static final Pattern POSITION = Pattern
            .compile("(?:entries|later|proofs)/(" + NUMBER + ")\\.(?:json|tlog-proof)");

    private PackName() {}

    /** Exact bytes of an entry that was there when the pack was put together. */
    public static String entry(long position) {
        return "entries/" + position + ".json";
    }

    /** Exact bytes of an entry of the asked streams that was sealed after the pack was put together and before its export was recorded. */
    public static String later(long position) {
        return "later/" + position + ".json";
    }

    /** The proof that an entry stands under the pack's checkpoint. */
    public static String proof(long position) {
        return "proofs/" + position + ".tlog-proof";
    }

    /** A file that entries name by its SHA-256. */
    public static String evidence(Digest sha256) {
        return "evidence/" + sha256.hex();
    }

    /** A report made from the entries. */
    public static String report(String plainName) {
        return "reports/" + plainName;
    }

    /** An RFC 3161 token over the checkpoint. */
    public static String timestamp(String plainName) {
        return "timestamps/" + plainName;
    }

    static boolean isSealed(String name) {
        return SEALED.matcher(name).matches();
    }

    static boolean isAfterManifest(String name) {
        return AFTER.matcher(name).matches();
    }

    static boolean isEntry(String name) {
        return name.startsWith("entries/") || name.startsWith("later/") || name.equals(EXPORT);
    }

    /** The position that a file's name says it is about, or null. */
    static @Nullable Long position(String name) {
        Matcher shape = POSITION.matcher(name);
        try {
            return shape.matches() ? Long.valueOf(shape.group(1)) : null;
        } catch (NumberFormatException beyondLong) {
            return null;
        }
    }
}
