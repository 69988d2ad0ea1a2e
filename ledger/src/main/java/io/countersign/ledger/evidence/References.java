package io.countersign.ledger.evidence;

import io.countersign.ledger.disclosure.Disclosure;
import io.countersign.ledger.hash.Digest;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What entries name by digest: redacted values, as {@code {"digest":base64url}}, and evidence files, by a member {@code sha256} in hex. What is in the pack must fit; what is not is
 * listed by name, for it may have been withheld or erased.
 */
final class References {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern BASE64URL = Pattern.compile("[A-Za-z0-9_-]{43}");
    private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");

    private final PackContents contents;
    private final Map<String, PackEntry> redacted = new LinkedHashMap<>();
    private final Map<String, PackEntry> evidence = new LinkedHashMap<>();

    References(PackContents contents, List<PackEntry> entries) {
        this.contents = contents;
        for (PackEntry entry : entries) {
            collect(JSON.readTree(entry.entry().data()), entry);
        }
    }

    void check(Findings findings) throws FaultFound {
        checkDisclosures(findings);
        checkEvidence(findings);
    }

    private void checkDisclosures(Findings findings) throws FaultFound {
        List<Disclosure> disclosures = contents.has(PackName.DISCLOSURES)
                ? DisclosureLines.parse(contents.text(PackName.DISCLOSURES))
                : List.of();
        Set<String> disclosed = new HashSet<>();
        for (Disclosure each : disclosures) {
            if (!redacted.containsKey(each.digest()) || !disclosed.add(each.digest())) {
                throw FaultFound.in(PackName.DISCLOSURES, "digest", "one that an entry of this pack names, once",
                        each.digest());
            }
        }
        findings.passed("disclosures: all " + disclosures.size() + " fit the digests sealed in the entries");
        redacted.forEach((digest, entry) -> {
            if (!disclosed.contains(digest)) {
                findings.notChecked("entry " + entry.position() + ": the value under digest " + digest
                        + " is not in the pack (withheld or erased)");
            }
        });
    }

    private void checkEvidence(Findings findings) throws FaultFound {
        List<String> files = contents.names("evidence/");
        for (String name : files) {
            String found = PackName.evidence(contents.file(name).listed().sha256());
            if (!found.equals(name)) {
                throw FaultFound.in(name, "name by SHA-256", name, found);
            }
        }
        findings.passed("evidence: all " + files.size() + " files have the SHA-256 they are named by");
        evidence.forEach((hex, entry) -> {
            if (!contents.has(PackName.evidence(Digest.ofHex(hex)))) {
                findings.notChecked("entry " + entry.position() + ": evidence " + hex + " is not in the pack");
            }
        });
    }

    private void collect(JsonNode node, PackEntry entry) {
        String digest = node.path("digest").asStringOpt().orElse("");
        if (node.size() == 1 && BASE64URL.matcher(digest).matches()) {
            redacted.putIfAbsent(digest, entry);
        }
        String sha256 = node.path("sha256").asStringOpt().orElse("");
        if (HEX.matcher(sha256).matches()) {
            evidence.putIfAbsent(sha256, entry);
        }
        for (JsonNode child : node) {
            collect(child, entry);
        }
    }
}
