package io.countersign.ledger.evidence;

import io.countersign.ledger.disclosure.Disclosure;
import io.countersign.ledger.hash.Digest;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What entries name by digest: redacted values, as {@code {"digest":base64url}}, and evidence files, by a member {@code sha256} in hex. What is in the pack must fit; what is not is
 * listed by name, for it may have been withheld or erased. A file kept elsewhere, which has a {@code url} beside its {@code sha256}, is compared with those the caller gives.
 */
final class References {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern BASE64URL = Pattern.compile("[A-Za-z0-9_-]{43}");
    private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");

    private final PackContents contents;
    private final Map<String, PackEntry> redacted = new LinkedHashMap<>();
    private final Map<String, PackEntry> evidence = new LinkedHashMap<>();
    /** What is said of files kept elsewhere, by SHA-256: the digests of their URLs. */
    private final Map<String, String> elsewhere = new LinkedHashMap<>();
    private final Set<Digest> given;

    /** @param given digests of files that the caller has, besides those in the pack */
    References(PackContents contents, List<PackEntry> entries, Set<Digest> given) {
        this.contents = contents;
        this.given = Set.copyOf(given);
        for (PackEntry entry : entries) {
            collect(JSON.readTree(entry.entry().data()), entry);
        }
    }

    void check(Findings findings) throws FaultFound {
        checkEvidence(findings, checkDisclosures(findings));
    }

    /** @return what was disclosed, by digest */
    private Map<String, String> checkDisclosures(Findings findings) throws FaultFound {
        List<Disclosure> disclosures = contents.has(PackName.DISCLOSURES)
                ? DisclosureLines.parse(contents.text(PackName.DISCLOSURES))
                : List.of();
        Map<String, String> disclosed = new HashMap<>();
        for (Disclosure each : disclosures) {
            if (!redacted.containsKey(each.digest()) || disclosed.put(each.digest(), each.value()) != null) {
                throw FaultFound.in(PackName.DISCLOSURES, "digest", "one that an entry of this pack names, once",
                        each.digest());
            }
        }
        findings.passed("disclosures: all " + disclosures.size() + " fit the digests sealed in the entries");
        redacted.forEach((digest, entry) -> {
            if (!disclosed.containsKey(digest)) {
                findings.notChecked("entry " + entry.position() + ": the value under digest " + digest
                        + " is not in the pack (withheld or erased)");
            }
        });
        return disclosed;
    }

    private void checkEvidence(Findings findings, Map<String, String> disclosed) throws FaultFound {
        List<String> files = contents.names("evidence/");
        for (String name : files) {
            String found = PackName.evidence(contents.file(name).listed().sha256());
            if (!found.equals(name)) {
                throw FaultFound.in(name, "name by SHA-256", name, found);
            }
        }
        findings.passed("evidence: all " + files.size() + " files have the SHA-256 they are named by");
        evidence.forEach((hex, entry) -> {
            String url = elsewhere.get(hex);
            if (contents.has(PackName.evidence(Digest.ofHex(hex)))) {
                return;
            }
            if (given.contains(Digest.ofHex(hex))) {
                findings.passed("evidence " + hex + ", named by entry " + entry.position() + ": a file given has it");
            } else if (url == null) {
                findings.notChecked("entry " + entry.position() + ": evidence " + hex + " is not in the pack");
            } else {
                findings.notChecked("entry " + entry.position() + ": evidence " + hex + " is kept elsewhere, at "
                        + disclosed.getOrDefault(url, "a URL that is not disclosed")
                        + "; it is checked when the file is given");
            }
        });
        given.stream().map(Digest::hex).filter(hex -> !evidence.containsKey(hex)).sorted().forEach(
                hex -> findings.notChecked("a file given with SHA-256 " + hex + ": no entry of this pack names it"));
    }

    private void collect(JsonNode node, PackEntry entry) {
        String digest = node.path("digest").asStringOpt().orElse("");
        if (node.size() == 1 && BASE64URL.matcher(digest).matches()) {
            redacted.putIfAbsent(digest, entry);
        }
        String sha256 = node.path("sha256").asStringOpt().orElse("");
        if (HEX.matcher(sha256).matches()) {
            evidence.putIfAbsent(sha256, entry);
            node.path("url").path("digest").asStringOpt().ifPresent(url -> elsewhere.putIfAbsent(sha256, url));
        }
        for (JsonNode child : node) {
            collect(child, entry);
        }
    }
}
