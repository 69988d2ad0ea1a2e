package io.countersign.command.publication;

import io.countersign.ledger.checkpoint.Cosignature;
import io.countersign.ledger.checkpoint.WitnessPolicy;
import io.countersign.ledger.checkpoint.WitnessPolicy.Witness;
import io.countersign.ledger.note.VerifierKey;
import io.countersign.ledger.note.NoteRejected;
import io.countersign.ledger.note.SignedNote;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who is asked to cosign, and whose cosignatures are enough. A witness whose key is named under the log's own origin, as query-service's is, is one of our own:
 * it proves nothing to those who do not trust us.
 */
public final class Witnesses {

    /** Largest policy file that is read, in bytes. */
    private static final int MAX_BYTES = 1 << 20;

    /** One address, and the witnesses' keys that answer there. */
    record Address(URI url, List<Witness> witnesses) {}

    private final String origin;
    private final WitnessPolicy policy;
    private final List<Address> addresses;

    private Witnesses(String origin, WitnessPolicy policy, List<Address> addresses) {
        this.origin = origin;
        this.policy = policy;
        this.addresses = List.copyOf(addresses);
    }

    /** Nobody is asked. */
    public static Witnesses none(String origin) {
        return new Witnesses(origin, WitnessPolicy.none(List.of()), List.of());
    }

    /**
     * Reads a policy file (C2SP tlog-policy).
     *
     * @param file null for none
     * @throws MalformedPolicy when it cannot be read or does not follow the format
     */
    public static Witnesses read(@Nullable Path file, String origin) {
        if (file == null) {
            return none(origin);
        }
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new MalformedPolicy("The witness policy " + file + " has more than " + MAX_BYTES + " bytes.");
            }
            return parse(text(Files.readAllBytes(file)), file, origin);
        } catch (IOException e) {
            throw new MalformedPolicy("The witness policy " + file + " cannot be read (" + e + ").");
        }
    }

    private static Witnesses parse(String text, Path file, String origin) {
        WitnessPolicy policy;
        try {
            policy = WitnessPolicy.parse(text);
        } catch (IllegalArgumentException e) {
            throw new MalformedPolicy("The witness policy " + file + " is malformed: " + e.getMessage() + ".");
        }
        if (!policy.logs().isEmpty() && policy.logs().stream().noneMatch(log -> log.name().equals(origin))) {
            throw new MalformedPolicy("The witness policy " + file + " is for "
                    + policy.logs().stream().map(VerifierKey::name).distinct().toList() + " and not for this log, "
                    + origin + ".");
        }
        Map<URI, List<Witness>> byUrl = new LinkedHashMap<>();
        for (Witness witness : policy.listed()) {
            witness.url().ifPresent(url -> byUrl.computeIfAbsent(address(witness, url, text, file),
                    _ -> new ArrayList<>()).add(witness));
        }
        return new Witnesses(origin, policy,
                byUrl.entrySet().stream().map(e -> new Address(e.getKey(), List.copyOf(e.getValue()))).toList());
    }

    private static URI address(Witness witness, String url, String text, Path file) {
        try {
            URI prefix = new URI(url);
            if (("http".equals(prefix.getScheme()) || "https".equals(prefix.getScheme())) && prefix.getHost() != null
                    && prefix.getUserInfo() == null && prefix.getQuery() == null && prefix.getFragment() == null) {
                return URI.create(url.replaceAll("/+$", "") + "/add-checkpoint");
            }
        } catch (URISyntaxException _) {
            // said below
        }
        throw new MalformedPolicy("The witness policy " + file + " is malformed: policy line " + line(witness, text)
                + ": no http or https address: " + url + ".");
    }

    private static long line(Witness witness, String text) {
        String[] lines = text.split("\n", -1);
        int line = 0;
        while (!lines[line].contains(witness.key().format())) {
            line++;
        }
        return line + 1L;
    }

    /** The format knows octets only: what is not UTF-8 is taken octet by octet. */
    private static String text(byte[] octets) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets)).toString();
        } catch (CharacterCodingException _) {
            return new String(octets, StandardCharsets.ISO_8859_1);
        }
    }

    /** Where witnesses take {@code add-checkpoint}. */
    public List<URI> urls() {
        return addresses.stream().map(Address::url).toList();
    }

    List<Address> addresses() {
        return addresses;
    }

    /** All witnesses of the policy, also those without an address. */
    List<Witness> listed() {
        return policy.listed();
    }

    boolean isOwn(Witness witness) {
        return witness.key().name().startsWith(origin + "/");
    }

    /** Whether a quorum is asked for. */
    boolean quorumAsked() {
        return policy.requiresWitnesses();
    }

    /**
     * How a note stands with the policy.
     *
     * @param lacking  to the quorum, in words
     * @param cosigned how many of the policy's witnesses have cosigned
     */
    record Judgement(Quorum quorum, List<String> lacking, int cosigned) {

        /** Whether it counts as witnessed: by the quorum, or by anyone where none is asked for. */
        boolean settled() {
            return quorum == Quorum.MET || quorum == Quorum.NONE && cosigned > 0;
        }
    }

    Judgement judge(SignedNote note) {
        List<Cosignature> found;
        try {
            found = Cosignature.open(note, policy.witnesses());
        } catch (NoteRejected e) {
            throw new IllegalStateException("a line was kept that does not verify", e);
        }
        List<String> lacking = policy.unmet(found);
        Quorum quorum = !quorumAsked() ? Quorum.NONE : lacking.isEmpty() ? Quorum.MET : Quorum.UNMET;
        return new Judgement(quorum, lacking, (int) found.stream().map(Cosignature::witness).distinct().count());
    }

    /** The witness of the policy with this key. */
    Optional<Witness> witness(String vkey) {
        return policy.listed().stream().filter(w -> w.key().format().equals(vkey)).findFirst();
    }
}
