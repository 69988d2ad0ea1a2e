package io.countersign.ledger.evidence;

import io.countersign.ledger.entry.Entry;
import io.countersign.ledger.entry.StreamIndex;
import io.countersign.ledger.hash.Digest;
import java.util.OptionalLong;

/**
 * An entry of a pack.
 *
 * @param file that holds it
 * @param leaf hash of the file's bytes
 */
record PackEntry(String file, Entry entry, Digest leaf) {

    long position() {
        return entry.position();
    }

    boolean isLater() {
        return file.startsWith("later/");
    }

    boolean isExport() {
        return file.equals(PackName.EXPORT);
    }

    /** Its index in a stream, if it belongs to it. */
    OptionalLong indexIn(String stream) {
        for (StreamIndex each : entry.streams()) {
            if (each.stream().equals(stream)) {
                return OptionalLong.of(each.index());
            }
        }
        return OptionalLong.empty();
    }
}
