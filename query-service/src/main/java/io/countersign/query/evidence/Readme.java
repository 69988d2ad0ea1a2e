package io.countersign.query.evidence;

/** The text at a pack's beginning, for whoever opens it without knowing what it is. */
final class Readme {

    private Readme() {}

    static String text(String origin, Asked asked, long through) {
        String what = asked.deployment() != null
                ? "deployment " + asked.deployment()
                : "everything recorded from " + asked.from() + " to before " + asked.to()
                        + (asked.system() == null ? "" : ", system " + asked.system())
                        + (asked.environment() == null ? "" : ", environment " + asked.environment());
        String withheld = asked.withheld().isEmpty()
                ? "Nothing was withheld on purpose."
                : "Withheld on purpose: " + String.join(", ", asked.withheld()) + ".";
        return """
            Evidence pack of the ledger %s

            What it is about: %s, as recorded up to position %d.
            %s

            entries/            the ledger's entries, byte for byte as they were sealed
            disclosures.jsonl   what the redacted values in the entries say, where it is disclosed
            evidence/           files the entries name, each under its SHA-256; checklists and profiles as imported
            reports/            reports made from the entries, for reading
            keys/               keys the signatures claim; do not trust them because they lie here
            manifest.json       size and SHA-256 of every file above
            export.json         the ledger's entry that records this export and names the manifest's SHA-256
            later/              entries sealed between putting this together and recording it
            proofs/             for every entry, that it stands under the checkpoint
            checkpoint          the ledger's signed statement of its size and root
            tail.note           size and SHA-256 of every file after the manifest, signed

            To verify it, offline:   countersign verify THIS.zip --vkey KEY
            KEY is the ledger's verifier key. Get it from the ledger's operator or its publication, not from this pack.
            """.formatted(origin, what, through, withheld);
    }
}
