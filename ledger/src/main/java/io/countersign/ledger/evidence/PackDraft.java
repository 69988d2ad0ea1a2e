package io.countersign.ledger.evidence;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A pack in the making, first half: the files that its manifest lists and the ledger seals by recording the export. Then {@link #seal()}, have the export
 * recorded with the manifest's digest, and go on with the {@link SealedPack}.
 */
public final class PackDraft {

    private final List<PackFile> files = new ArrayList<>();
    private final Set<String> names = new HashSet<>();

    /**
     * Adds a file. The zip will have them in the order they were added; equal files in equal order give equal bytes.
     *
     * @throws IllegalArgumentException if the name is taken or is none of a sealed file
     */
    public PackDraft add(PackFile file) {
        if (!PackName.isSealed(file.name()) || !names.add(file.name())) {
            throw new IllegalArgumentException("not a sealed file's name, or taken: " + file.name());
        }
        files.add(file);
        return this;
    }

    /** Closes the list. */
    public SealedPack seal() {
        return new SealedPack(files);
    }
}
