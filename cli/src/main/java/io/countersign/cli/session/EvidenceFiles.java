package io.countersign.cli.session;

import io.countersign.ledger.hash.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Files that back a claim. They are stored first, under their digests; the claim then names the digests. */
public final class EvidenceFiles {

    @Option(names = "--evidence", paramLabel = "FILE", description = "A file that proves it; as often as needed.")
    private List<Path> evidence = List.of();

    /** Stores the files and names their digests in the body. */
    public ObjectNode addTo(ObjectNode body, Session session) throws IOException {
        ArrayNode stored = Json.array();
        for (Path given : evidence) {
            Path file = session.path(given);
            if (!Files.isRegularFile(file)) {
                throw Failure.local("evidence " + given + " is no file");
            }
            String sha256 = sha256(file);
            session.command().put(Address.of("/api/v1/evidence/{}", sha256), file);
            stored.addObject().put("sha256", sha256).put("name", String.valueOf(given.getFileName()));
        }
        return Json.put(body, "evidence", stored);
    }

    /** The lower-case hex SHA-256 of a file, which is read once and never held whole. */
    public static String sha256(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return Digest.sha256(in).hex();
        }
    }
}
