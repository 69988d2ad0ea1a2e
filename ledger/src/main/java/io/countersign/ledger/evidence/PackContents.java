package io.countersign.ledger.evidence;

import io.countersign.ledger.evidence.PackFile.Listed;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a zip held: of every file its name, size, digests, in the zip's order; the bytes only of those that verification reads.
 */
final class PackContents {

    /** A file that was read to its end. */
    record Read(Listed listed, int crc) {}

    private final Map<String, Read> files = new LinkedHashMap<>();
    private final Map<String, byte[]> bytes = new LinkedHashMap<>();

    void add(Read file, byte[] kept) {
        files.put(file.listed().name(), file);
        bytes.put(file.listed().name(), kept);
    }

    void add(Read file) {
        files.put(file.listed().name(), file);
    }

    boolean has(String name) {
        return files.containsKey(name);
    }

    List<Read> files() {
        return List.copyOf(files.values());
    }

    List<String> names(String prefix) {
        return files.keySet().stream().filter(name -> name.startsWith(prefix)).toList();
    }

    Read file(String name) throws FaultFound {
        Read file = files.get(name);
        if (file == null) {
            throw FaultFound.in(name, "file", "to be there", "nothing");
        }
        return file;
    }

    byte[] bytes(String name) throws FaultFound {
        byte[] kept = bytes.get(name);
        if (kept == null) {
            throw FaultFound.in(name, "file", "to be there", "nothing");
        }
        return kept;
    }

    String text(String name) throws FaultFound {
        byte[] kept = bytes(name);
        String text = new String(kept, StandardCharsets.UTF_8);
        if (!Arrays.equals(text.getBytes(StandardCharsets.UTF_8), kept)) {
            throw FaultFound.in(name, "content", "UTF-8", "other bytes");
        }
        return text;
    }
}
