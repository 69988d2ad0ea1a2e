package io.countersign.ledger.evidence;

import io.countersign.ledger.evidence.PackContents.Read;
import io.countersign.ledger.evidence.PackFile.Listed;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/**
 * That a pack is its lists and nothing else: every file in exactly one list, of the size and digest listed, in the lists' order, and every byte of the zip where this
 * format puts it.
 */
final class PackLayout {

    private final PackContents contents;
    private final Manifest manifest;
    private final Tail tail;

    PackLayout(PackContents contents, Manifest manifest, Tail tail) {
        this.contents = contents;
        this.manifest = manifest;
        this.tail = tail;
    }

    void checkLists() throws FaultFound {
        Set<String> names = new HashSet<>(Set.of(PackName.MANIFEST, PackName.TAIL));
        for (Listed listed : manifest.files()) {
            checkListed(listed, PackName.isSealed(listed.name()), PackName.MANIFEST, names);
        }
        for (Listed listed : tail.files()) {
            checkListed(listed, PackName.isAfterManifest(listed.name()), PackName.TAIL, names);
        }
        for (Read read : contents.files()) {
            if (!names.contains(read.listed().name())) {
                throw FaultFound.in(read.listed().name(), "file", "to be in one of the lists", "in none");
            }
        }
    }

    private void checkListed(Listed listed, boolean belongs, String list, Set<String> names) throws FaultFound {
        if (!belongs || !names.add(listed.name())) {
            throw FaultFound.in(list, "names listed", "each once, and such as belong in this list",
                    PackReader.printable(listed.name()));
        }
        Listed found = contents.file(listed.name()).listed();
        if (found.size() != listed.size()) {
            throw FaultFound.in(listed.name(), "size", listed.size() + " bytes, as " + list + " says",
                    found.size() + " bytes");
        }
        if (!found.sha256().equals(listed.sha256())) {
            throw FaultFound.in(listed.name(), "SHA-256", listed.sha256().hex() + ", as " + list + " says",
                    found.sha256().hex());
        }
    }

    private void checkOrder() throws FaultFound {
        Iterator<Read> found = contents.files().iterator();
        for (List<Listed> part : List.of(manifest.files(), List.of(contents.file(PackName.MANIFEST).listed()),
                tail.files(), List.of(contents.file(PackName.TAIL).listed()))) {
            for (Listed listed : part) {
                String name = found.next().listed().name();
                if (!name.equals(listed.name())) {
                    throw FaultFound.in(name, "order of files in the zip", listed.name(), name);
                }
            }
        }
    }

    /** Compares the zip, byte by byte, with what this format makes of the same files. Their content was read before, so only what lies between is compared. */
    void checkBytes(InputStream in) throws IOException, FaultFound {
        checkOrder();
        StoredZip canonical = new StoredZip();
        long offset = 0;
        for (Read read : contents.files()) {
            Listed file = read.listed();
            byte[] header = canonical.begin(file.name(), file.size(), read.crc());
            compare(in, header, file.name(), offset);
            in.skipNBytes(file.size());
            offset += header.length + file.size();
        }
        byte[] end = canonical.end();
        compare(in, end, "the zip", offset);
        if (in.read() >= 0) {
            throw FaultFound.in("the zip", "end", "nothing after byte " + (offset + end.length), "more bytes");
        }
    }

    private static void compare(InputStream in, byte[] expected, String name, long offset)
            throws IOException, FaultFound {
        byte[] found = in.readNBytes(expected.length);
        int differs = Arrays.mismatch(expected, found);
        if (differs >= 0) {
            String what = "zip structure at byte " + (offset + differs);
            throw FaultFound.in(name, what, hex(expected, differs), hex(found, differs));
        }
    }

    private static String hex(byte[] bytes, int at) {
        return at < bytes.length ? "0x" + HexFormat.of().toHexDigits(bytes[at]) : "the end";
    }
}
