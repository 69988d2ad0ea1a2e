package io.countersign.command.publication;

import io.countersign.command.publication.Publication.Witnessed;
import io.countersign.command.publication.PublishedTable.Seen;
import io.countersign.ledger.checkpoint.WitnessPolicy.Witness;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How the log stands with its witnesses, for health, metrics and this process's log. */
public final class Confirmation {

    /** How long a quorum may be lacking before this process counts as degraded. */
    public static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Logger LOG = LoggerFactory.getLogger(Confirmation.class);

    private final Publication publication;
    private final PublishedTable table;
    private final Witnesses witnesses;
    private final Stamps stamps;
    private final InstantSource clock;

    public Confirmation(Publication publication, PublishedTable table, Witnesses witnesses, Stamps stamps,
            InstantSource clock) {
        this.publication = publication;
        this.table = table;
        this.witnesses = witnesses;
        this.stamps = stamps;
        this.clock = clock;
    }

    /** What is wrong, in a sentence: a lacking quorum first, then witnesses that this node cannot reach or that refuse. */
    public Optional<String> trouble() {
        Witnessed now = publication.witnessed();
        List<String> said = new ArrayList<>();
        if (now.quorum() == Quorum.UNMET) {
            said.add("the quorum of witnesses is not met"
                    + (now.since() == null ? " yet" : " for any checkpoint published since " + now.since()));
        }
        publication.states().forEach((url, state) -> {
            if (state.trouble() != null) {
                said.add("witness " + names(url) + ": " + state.trouble());
            }
        });
        stamps.troubles().forEach((name, trouble) -> said.add("timestamp authority " + name + ": " + trouble));
        return said.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", said));
    }

    /** Whether the quorum has been lacking for more than {@link #PATIENCE}, or a witness contradicts this log. */
    public boolean degraded() {
        Instant since = publication.witnessed().since();
        boolean late = since != null && since.plus(PATIENCE).isBefore(clock.instant());
        if (late) {
            LOG.error("The quorum of witnesses is not met since {}: {}", since, trouble().orElse(""));
        }
        return late || publication.contradiction().isPresent();
    }

    /** {@code {"published", "witnessed", "quorum", "publisher", "witnesses": [{"name", "vkey", "size", "own", "trouble"?}]}}. */
    public Map<String, Object> detail() {
        Witnessed now = publication.witnessed();
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("published", publication.published());
        detail.put("witnessed", now.size());
        detail.put("quorum", now.quorum().word());
        detail.put("publisher", publication.mine());
        Map<String, Seen> seen = witnesses.listed().isEmpty() ? Map.of() : table.seen();
        detail.put("witnesses", witnesses.listed().stream().map(w -> witness(w, seen)).toList());
        return detail;
    }

    private Map<String, Object> witness(Witness witness, Map<String, Seen> seen) {
        Map<String, Object> said = new LinkedHashMap<>();
        said.put("name", witness.name());
        said.put("vkey", witness.key().format());
        Seen last = seen.get(witness.key().format());
        said.put("size", last == null ? null : last.size());
        said.put("own", witnesses.isOwn(witness));
        if (witness.url().isEmpty()) {
            said.put("trouble", "the policy has no address for it, so it is not asked");
        }
        publication.trouble(witness).ifPresent(t -> said.put("trouble", t));
        return said;
    }

    private String names(URI url) {
        return String.join(", ", witnesses.addresses().stream().filter(a -> a.url().equals(url))
                .flatMap(a -> a.witnesses().stream()).map(Witness::name).toList());
    }

    /** The witnesses by name, for a measure each. */
    public List<String> names() {
        return witnesses.listed().stream().map(Witness::name).toList();
    }

    /** Whether a witness did what it was last asked, as far as this node asks it. */
    public boolean well(String name) {
        return witnesses.listed().stream().filter(w -> w.name().equals(name))
                .noneMatch(w -> publication.trouble(w).isPresent());
    }
}
