package io.countersign.query.evidence;

import io.countersign.ledger.checkpoint.TlogProof;
import io.countersign.ledger.disclosure.Disclosure;
import io.countersign.ledger.evidence.DisclosureLines;
import io.countersign.ledger.evidence.PackDraft;
import io.countersign.ledger.evidence.PackFile;
import io.countersign.ledger.evidence.PackName;
import io.countersign.ledger.evidence.SealedPack;
import io.countersign.ledger.hash.Digest;
import io.countersign.ledger.note.Ed25519;
import io.countersign.ledger.note.Ed25519Key;
import io.countersign.ledger.note.SignedNote;
import io.countersign.ledger.note.VerifierKey;
import io.countersign.ledger.tree.InclusionProof;
import io.countersign.ledger.tree.Prover;
import io.countersign.query.Config;
import io.countersign.query.answer.Problem;
import io.countersign.query.answer.Reads;
import io.countersign.query.answer.Snapshot;
import io.countersign.query.command.CommandClient;
import io.countersign.query.disclosures.Disclosures;
import io.countersign.query.evidence.Confirmations.Confirmed;
import io.countersign.query.evidence.Confirmations.Signers;
import io.countersign.query.evidence.PackTable.Stored;
import io.countersign.query.intake.LogTrust;
import io.countersign.query.intake.Mirror;
import io.countersign.query.intake.MirrorTable;
import io.countersign.query.intake.Verified;
import io.countersign.query.intake.Witnessed;
import io.countersign.query.intake.Witnessed.Covering;
import io.countersign.query.reports.ReportFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * Puts a pack together in two phases: files and their digests at a position; then, once the ledger has recorded the export that names the manifest's
 * digest, what proves it all on one checkpoint. The layout is the ledger module's.
 */
@Component
class EvidencePackBuilder {

    /** @param receipt as command-service gave it for the export's own entry */
    record Built(String export, long position, String sha256, JsonNode receipt) {}

    private record Gathered(List<Verified> entries, long through) {}

    private final Config config;
    private final Ed25519Key key;
    private final InstantSource clock;
    private final Reads reads;
    private final Gathering gathering;
    private final Mirror mirror;
    private final MirrorTable table;
    private final Witnessed witnessed;
    private final Confirmations confirmations;
    private final Disclosures disclosures;
    private final ReportFiles reports;
    private final CommandClient command;
    private final PackTable packs;
    private final LogTrust trust;

    EvidencePackBuilder(Config config, Ed25519Key key, InstantSource clock, Reads reads, Gathering gathering,
            Mirror mirror,
            MirrorTable table, Witnessed witnessed, Confirmations confirmations, Disclosures disclosures,
            ReportFiles reports, CommandClient command,
            PackTable packs, LogTrust trust) {
        this.config = config;
        this.key = key;
        this.clock = clock;
        this.reads = reads;
        this.gathering = gathering;
        this.mirror = mirror;
        this.table = table;
        this.witnessed = witnessed;
        this.confirmations = confirmations;
        this.disclosures = disclosures;
        this.reports = reports;
        this.command = command;
        this.packs = packs;
        this.trust = trust;
    }

    /** @param callerToken with which the export is recorded and evidence is fetched, in the name of who asked */
    Built build(Asked asked, String callerToken) throws IOException {
        Path work = Files.createTempDirectory("countersign-export");
        try {
            return build(asked, callerToken, work);
        } finally {
            try (var left = Files.list(work)) {
                for (Path file : left.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(work);
        }
    }

    private Built build(Asked asked, String callerToken, Path work) throws IOException {
        Gathered gathered = reads.at(Reads.Asked.NOW, s -> new Gathered(gathering.entries(asked, s.head()), s.head()));
        Signers signers = confirmations.signers(config.origin(), cosigner());
        List<Disclosure> disclosed = disclosed(asked, gathered);
        SealedPack pack = draft(asked, gathered, disclosed, signers, callerToken, work).seal();
        String export = UUID.randomUUID().toString();
        JsonNode recorded = command.recordExport(request(asked, export, pack.manifestDigest(), gathered.through()),
                callerToken);
        long position = recorded.path("receipt").path("position").asLong(-1);
        Optional<Confirmed> published = confirmations.published(position + 1, known(signers));
        SignedNote tail = reads.at(new Reads.Asked(null, position),
                s -> prove(pack, asked, gathered, position, published.orElseGet(() -> mirrored(position)), s));
        Path zip = work.resolve("pack.zip");
        try (OutputStream out = Files.newOutputStream(zip)) {
            pack.write(out, tail);
        }
        String sha256;
        try (InputStream in = Files.newInputStream(zip)) {
            sha256 = Digest.sha256(in).hex();
        }
        try (InputStream in = Files.newInputStream(zip)) {
            packs.put(new Stored(export, position, sha256, Files.size(zip)),
                    disclosed.stream().map(Disclosure::digest).collect(Collectors.toSet()), in);
        }
        return new Built(export, position, sha256, recorded.path("receipt"));
    }

    private VerifierKey cosigner() {
        return Ed25519.cosigner(config.origin() + "/query", key, clock).verifierKey();
    }

    private List<VerifierKey> known(Signers signers) {
        List<VerifierKey> known = new ArrayList<>(signers.log());
        known.addAll(trust.all());
        known.add(cosigner());
        known.addAll(signers.witnesses());
        return known;
    }

    /** What a pack stands on when nothing is published: the log's own checkpoint, cosigned here. */
    private Confirmed mirrored(long position) {
        Covering covering = witnessed.covering(position).orElseThrow();
        return new Confirmed(covering.size(), covering.note(), List.of());
    }

    private PackDraft draft(Asked asked, Gathered gathered, List<Disclosure> disclosed, Signers signers,
            String callerToken, Path work) throws IOException {
        PackDraft draft = new PackDraft();
        draft.add(PackFile.of(PackName.README, Readme.text(config.origin(), asked, gathered.through())));
        draft.add(PackFile.of(PackName.LOG_KEY, logKeys(signers)));
        draft.add(PackFile.of(PackName.WITNESS_KEY, cosigner().format() + "\n"
                + Ed25519.signer(config.origin() + "/query", key).verifierKey().format() + "\n"));
        if (!signers.witnesses().isEmpty()) {
            draft.add(PackFile.of(PackName.OUTSIDE_WITNESS_KEYS, lines(signers.witnesses())));
        }
        gathered.entries().forEach(e -> draft.add(PackFile.of(PackName.entry(e.position()), e.bytes())));
        draft.add(PackFile.of(PackName.DISCLOSURES, DisclosureLines.format(disclosed)));
        Map<String, String> types = Gathering.mediaTypes(gathered.entries());
        for (String sha256 : Gathering.files(gathered.entries())) {
            evidence(draft, sha256, types.get(sha256), callerToken, work);
        }
        if (asked.deployment() != null) {
            reports.deployment(asked.deployment(), gathered.through(), Set.copyOf(asked.withheld()))
                    .forEach((extension, bytes) -> draft
                            .add(PackFile.of(PackName.report("deployment." + extension), bytes)));
        }
        return draft;
    }

    /** All that the log has signed with, as the mirror has followed them, and what command-service adds to those. */
    private String logKeys(Signers signers) {
        return lines(Stream.concat(trust.all().stream(), signers.log().stream()).distinct().toList());
    }

    private static String lines(List<VerifierKey> keys) {
        return keys.stream().map(k -> k.format() + "\n").collect(Collectors.joining());
    }

    private List<Disclosure> disclosed(Asked asked, Gathered gathered) {
        Map<String, Long> digests = Gathering.redactables(gathered.entries());
        Map<String, Disclosure> found = disclosures.find(digests.keySet(), gathered.through());
        List<Disclosure> shown = new ArrayList<>();
        for (String digest : digests.keySet()) {
            Disclosure disclosure = found.get(digest);
            if (disclosure != null && !asked.withheld().contains(disclosure.name())) {
                shown.add(disclosure);
            }
        }
        return shown;
    }

    /** A file that is gone is left out; whoever verifies is told so by name. */
    private void evidence(PackDraft draft, String sha256, @Nullable String mediaType, String callerToken, Path work)
            throws IOException {
        Path file = work.resolve(sha256);
        try (InputStream in = command.evidence(sha256, callerToken).orElse(null)) {
            if (in == null) {
                return;
            }
            Files.copy(in, file);
        }
        Digest found;
        try (InputStream in = Files.newInputStream(file)) {
            found = Digest.sha256(in);
        }
        if (!found.hex().equals(sha256)) {
            throw Problem.unavailable("evidence-digest",
                    "The evidence store answered a file with SHA-256 " + found.hex() + " for " + sha256 + ".");
        }
        draft.add(new PackFile(PackName.evidence(found), Files.size(file), found, () -> Files.newInputStream(file),
                mediaType));
    }

    private static Map<String, Object> request(Asked asked, String export, Digest manifest, long through) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("export", export);
        body.put("manifest", manifest.hex());
        if (asked.deployment() != null) {
            body.put("deployment", asked.deployment());
        } else {
            body.put("from", asked.from());
            body.put("to", asked.to());
        }
        if (asked.system() != null) {
            body.put("system", asked.system());
        }
        if (asked.environment() != null) {
            body.put("environment", asked.environment());
        }
        body.put("through", through);
        body.put("withheld", asked.withheld());
        return body;
    }

    private SignedNote prove(SealedPack pack, Asked asked, Gathered gathered, long export, Confirmed confirmed,
            Snapshot s) {
        List<Verified> later = gathering.between(asked, gathered.through(), export);
        Verified exported = mirror.at(export).orElseThrow();
        pack.add(PackFile.of(PackName.EXPORT, exported.bytes()));
        later.forEach(e -> pack.add(PackFile.of(PackName.later(e.position()), e.bytes())));
        List<Verified> all = new ArrayList<>(gathered.entries());
        all.addAll(later);
        all.add(exported);
        List<InclusionProof> proofs = new Prover(table.tiles(s.head() + 1))
                .prove(all.stream().map(Verified::position).toList(), confirmed.size());
        SignedNote checkpoint = confirmed.note();
        for (InclusionProof proof : proofs) {
            pack.add(PackFile.of(PackName.proof(proof.index()), TlogProof.of(proof, checkpoint).format()));
        }
        pack.add(PackFile.of(PackName.CHECKPOINT, checkpoint.format().getBytes(StandardCharsets.UTF_8)));
        timestamps(pack, confirmed);
        return pack.signTail(Ed25519.signer(config.origin() + "/query", key));
    }

    private static void timestamps(SealedPack pack, Confirmed confirmed) {
        List<byte[]> stamps = confirmed.timestamps();
        for (int i = 0; i < stamps.size(); i++) {
            pack.add(PackFile.of(PackName.timestamp((i + 1) + ".tsr"), stamps.get(i)));
        }
        if (!stamps.isEmpty()) {
            pack.add(PackFile.of(PackName.timestamp("checkpoint.txt"), confirmed.note().text()));
        }
    }
}
