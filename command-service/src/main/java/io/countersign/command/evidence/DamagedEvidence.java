package io.countersign.command.evidence;

import java.io.IOException;

/** What is stored of an evidence file is not what was put: the bytes read so far are right, and are not all. */
public final class DamagedEvidence extends IOException {

    private static final long serialVersionUID = 1L;

    private final String sha256;

    DamagedEvidence(String sha256, String what) {
        super("Evidence " + sha256 + " is damaged where it is kept: " + what + ".");
        this.sha256 = sha256;
    }

    /** The digest the file is named by. */
    public String sha256() {
        return sha256;
    }
}
