package io.countersign.cli.evidence;

import io.countersign.cli.session.Address;
import io.countersign.cli.session.Failure;
import io.countersign.cli.session.Service;
import io.countersign.ledger.evidence.Account;
import io.countersign.ledger.evidence.Fault;
import io.countersign.ledger.evidence.Trust;
import io.countersign.ledger.evidence.Verdict;
import io.countersign.ledger.evidence.Verification;
import io.countersign.ledger.note.NoteRejected;
import io.countersign.ledger.note.SignedNote;
import io.countersign.ledger.tree.TileId;
import io.countersign.ledger.tree.TilePath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A log as files, by the paths of C2SP tlog-tiles: {@code checkpoint}, {@code tile/0/000}, {@code tile/entries/000.p/17}, … */
interface LogFiles {

    /** @throws IOException when there is no such file, or it cannot be read */
    byte[] read(String path) throws IOException;

    /** A log that answers over HTTP. */
    static LogFiles at(Service service) {
        return path -> {
            try {
                return service.bytes(Address.of("/" + path));
            } catch (Failure e) {
                throw new IOException(path + ": " + e.getMessage(), e);
            }
        };
    }

    /** A folder. Of a tile that has grown since, the full one serves as well. */
    static LogFiles in(Path folder) {
        return path -> {
            Path file = folder.resolve(path);
            if (Files.exists(file) || !path.contains(".p/")) {
                return Files.readAllBytes(file);
            }
            return Files.readAllBytes(folder.resolve(path.substring(0, path.indexOf(".p/"))));
        };
    }

    default Verdict verify(Trust trust) {
        SignedNote checkpoint;
        try {
            checkpoint = SignedNote.parse(read("checkpoint"));
        } catch (IOException e) {
            throw Failure.local("no checkpoint, so no log there: " + e.getMessage());
        } catch (NoteRejected e) {
            return new Verdict.Tampered(new Account(List.of(), List.of(), Optional.empty(), List.of()),
                    new Fault(null, "checkpoint", "content", "a signed note", String.valueOf(e.getMessage())));
        }
        return Verification.ofLog(checkpoint, this::tiles, trust);
    }

    private List<byte[]> tiles(List<TileId> ids) {
        return ids.stream().map(id -> {
            try {
                return read(TilePath.format(id));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }).toList();
    }
}
