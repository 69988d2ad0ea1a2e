package io.countersign.cli.evidence;

import io.countersign.cli.session.Address;
import io.countersign.cli.session.Failure;
import io.countersign.cli.session.Service;
import io.countersign.cli.session.Session;
import io.countersign.ledger.note.NoteRejected;
import io.countersign.ledger.note.SignedNote;
import io.countersign.ledger.tree.TileId;
import io.countersign.ledger.tree.TilePath;
import io.countersign.ledger.tree.TileSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A log as files, by the paths of C2SP tlog-tiles: {@code checkpoint}, {@code tile/0/000}, {@code tile/entries/000.p/17}, … A partial tile that is no longer there is answered with
 * the tile as it has grown since, which begins with it.
 */
interface LogFiles {

    /** Largest file that is read: 32 MiB; a bundle of the largest entries has half of that. */
    int MAX_BYTES = 32 << 20;

    /** @throws IOException when there is no such file, or it cannot be read */
    byte[] read(String path) throws IOException;

    /** The log at an address, or in a folder. */
    static LogFiles of(Session session, String target) {
        if (isAddress(target)) {
            return at(session.elsewhere(target));
        }
        Path folder = session.path(Path.of(target));
        if (!Files.isDirectory(folder)) {
            throw Failure.local("there is no log at " + target);
        }
        return in(folder);
    }

    static boolean isAddress(String target) {
        return target.startsWith("http://") || target.startsWith("https://");
    }

    private static LogFiles at(Service service) {
        return path -> {
            try {
                return service.bytes(Address.of("/" + path));
            } catch (Failure e) {
                if (path.contains(".p/") && e.problem().path("status").asInt(0) == 404) {
                    return at(service).read(full(path));
                }
                throw new IOException(path + ": " + e.getMessage(), e);
            }
        };
    }

    private static LogFiles in(Path folder) {
        return path -> {
            Path file = folder.resolve(path);
            if (Files.exists(file) || !path.contains(".p/")) {
                return bytes(file);
            }
            Optional<Path> wider = wider(file);
            return bytes(wider.isPresent() ? wider.get() : folder.resolve(full(path)));
        };
    }

    private static String full(String partial) {
        return partial.substring(0, partial.indexOf(".p/"));
    }

    /** The narrowest of the same tile's partial files that is wide enough. */
    private static Optional<Path> wider(Path partial) throws IOException {
        Path folder = partial.resolveSibling("");
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        int width = width(partial);
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> width(file) > width).min((a, b) -> width(a) - width(b));
        }
    }

    private static int width(Path partial) {
        String name = partial.getFileName().toString();
        return name.matches("[1-9][0-9]{0,2}") ? Integer.parseInt(name) : 0;
    }

    /** @throws IOException also when it is larger than anything a log has */
    static byte[] bytes(Path file) throws IOException {
        if (Files.exists(file) && Files.size(file) > MAX_BYTES) {
            throw new IOException(file + ": " + Files.size(file) + " bytes; the most is " + MAX_BYTES);
        }
        return Files.readAllBytes(file);
    }

    /**
     * The log's own checkpoint.
     *
     * @throws NoteRejected if what is there is no signed note
     */
    default SignedNote checkpoint() throws NoteRejected {
        try {
            return SignedNote.parse(read("checkpoint"));
        } catch (IOException e) {
            throw Failure.local("no checkpoint, so no log there: " + e.getMessage());
        }
    }

    /** Its tiles and bundles; may be asked by several threads at once. */
    default TileSource tiles() {
        return ids -> ids.stream().map(this::tile).toList();
    }

    private byte[] tile(TileId id) {
        try {
            return read(TilePath.format(id));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file of the caller's. */
    static byte[] file(Session session, Path given) throws IOException {
        Path file = session.path(given);
        if (!Files.isRegularFile(file)) {
            throw Failure.local("there is no file " + given);
        }
        return bytes(file);
    }

    /** A signed note in a file of the caller's. */
    static SignedNote note(Session session, Path given) throws IOException {
        byte[] bytes = file(session, given);
        try {
            return SignedNote.parse(bytes);
        } catch (NoteRejected e) {
            throw Failure.local(given + " is no signed checkpoint: " + e.getMessage());
        }
    }

    /** The streams as given, if each can be one. */
    static List<String> populations(List<String> given) {
        for (String each : given) {
            if (!each.matches("(deployment|environment|system|checklist|person|type)/[!$-\\[\\]-~]{1,240}")) {
                throw Failure.usage("'" + each + "' names no population; those are deployment/<id>, environment/<name>,"
                        + " system/<name>, checklist/<id>, person/<id> and type/<name>");
            }
        }
        return given;
    }
}
