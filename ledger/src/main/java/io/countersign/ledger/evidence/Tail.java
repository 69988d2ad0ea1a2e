package io.countersign.ledger.evidence;

import io.countersign.ledger.evidence.PackFile.Listed;
import io.countersign.ledger.hash.Digest;
import java.util.ArrayList;
import java.util.List;

/**
 * The text of {@code tail.note}: the files that come after the manifest, in the zip's order.
 *
 * <pre>
 * countersign evidence pack tail v1
 * manifest &lt;SHA-256 of manifest.json, hex>
 * &lt;SHA-256, hex> &lt;size> &lt;name>
 * …
 * </pre>
 */
record Tail(Digest manifest, List<Listed> files) {

    private static final String HEAD = "countersign evidence pack tail v1\nmanifest ";

    Tail {
        files = List.copyOf(files);
    }

    String text() {
        StringBuilder out = new StringBuilder(HEAD).append(manifest.hex()).append('\n');
        for (Listed file : files) {
            out.append(file.sha256().hex()).append(' ').append(file.size()).append(' ').append(file.name())
                    .append('\n');
        }
        return out.toString();
    }

    static Tail parse(String text) throws FaultFound {
        try {
            String[] lines = text.split("\n", -1);
            List<Listed> files = new ArrayList<>();
            for (int i = 2; i < lines.length - 1; i++) {
                String[] words = lines[i].split(" ", 3);
                files.add(new Listed(words[2], Long.parseLong(words[1]), Digest.ofHex(words[0])));
            }
            Tail parsed = new Tail(Digest.ofHex(lines[1].substring("manifest ".length())), files);
            if (parsed.text().equals(text)) {
                return parsed;
            }
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw FaultFound.in(PackName.TAIL, "content", "the list of files after the manifest",
                    String.valueOf(e.getMessage()));
        }
        throw FaultFound.in(PackName.TAIL, "content", "the list of files after the manifest, in its one spelling",
                "another spelling");
    }
}
