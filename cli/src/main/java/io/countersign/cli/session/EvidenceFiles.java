package io.countersign.cli.session;

import io.countersign.ledger.hash.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Files that back a claim. They are stored first, under their digests; the claim then names the digests. Those kept elsewhere are only named. */
public final class EvidenceFiles {

    /** Largest file, in bytes; the service takes no larger one. */
    private static final long MAX_BYTES = 1L << 30;
    /** What can be sent as one; the service says whether it is one. */
    private static final Pattern HEADER = Pattern.compile("[!-~]([ -~]*[!-~])?");

    @Option(names = "--evidence", paramLabel = "FILE", description = "A file that proves it, at most 1 GiB; as often as needed.")
    private List<Path> evidence = List.of();

    @Option(names = "--media-type", paramLabel = "TYPE", description = "What the files given by --evidence are, such as text/csv, where their names do not say it or say it wrong. It is compared with their bytes.")
    private @Nullable String mediaType;

    @ArgGroup(exclusive = false, multiplicity = "0..*")
    private List<Elsewhere> elsewhere = new ArrayList<>(); // picocli adds to it

    /** A file that is not uploaded. */
    static final class Elsewhere {

        @Option(names = "--evidence-url", paramLabel = "URL", required = true, description = "Where a file that proves it is kept (https); with --sha256, as often as needed.")
        @SuppressWarnings("NullAway.Init")
        private String url;

        @Option(names = "--sha256", paramLabel = "HEX", required = true, description = "SHA-256 of the file at that URL.")
        @SuppressWarnings("NullAway.Init")
        private String sha256;
    }

    /** Stores the files and names their digests in the body. */
    public ObjectNode addTo(ObjectNode body, Session session) throws IOException {
        ArrayNode named = Json.array();
        for (Path given : evidence) {
            Path file = session.path(given);
            if (!Files.isRegularFile(file)) {
                throw Failure.local("evidence " + given + " is no file");
            }
            named.addObject().put("sha256", store(file, session, given)).put("name",
                    String.valueOf(given.getFileName()));
        }
        for (Elsewhere each : elsewhere) {
            named.addObject().put("sha256", each.sha256).put("url", each.url);
        }
        return Json.put(body, "evidence", named);
    }

    /** A refusal of its type says which file it is, and that its name said so. */
    private String store(Path file, Session session, Path given) throws IOException {
        if (mediaType != null && !HEADER.matcher(mediaType).matches()) {
            throw Failure.usage("--media-type '" + mediaType + "' is no media type such as text/csv");
        }
        String type = mediaType == null ? FileNames.mediaType(file) : mediaType;
        try {
            return store(file, type, session);
        } catch (Failure e) {
            throw e.rule().startsWith("media-type-")
                    ? e.about(given
                            + (mediaType == null ? " (by its name " + type + "; --media-type says otherwise)" : ""))
                    : e;
        }
    }

    /** Stores a report, whatever is in it: its reader says what is wrong with it. @return its lower-case hex SHA-256 */
    public static String store(Path report, Session session) throws IOException {
        return store(report, FileNames.UNSAID, session);
    }

    private static String store(Path file, String mediaType, Session session) throws IOException {
        long bytes = Files.size(file);
        if (bytes > MAX_BYTES) {
            throw Failure.local(file + " is larger than 1 GiB (" + MAX_BYTES
                    + " bytes); keep it elsewhere and name it by --evidence-url and --sha256");
        }
        String sha256 = sha256(file);
        session.command().put(Address.of("/api/v1/evidence/{}", sha256), file, bytes, mediaType);
        return sha256;
    }

    /** The lower-case hex SHA-256 of a file, which is read once and never held whole. */
    public static String sha256(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return Digest.sha256(in).hex();
        }
    }
}
