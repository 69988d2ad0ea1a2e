package io.countersign.events;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What concerns the ledger itself: its beginning, exports from it, and what it refused. */
public sealed interface LedgerEvents extends LedgerEvent {

    @EventType("ledger-created")
    record LedgerCreated(String origin, String vkey) implements LedgerEvents {
        @Override
        public String subject() {
            return "ledger";
        }

        @Override
        public List<String> streams() {
            return List.of();
        }
    }

    /**
     * The log's key is being replaced. From the commit after this entry's on both keys sign every checkpoint, until the overlap's end; then the next one alone.
     *
     * @param previous vkey of the newest key so far
     * @param next     vkey of the new one
     */
    @EventType("log-key-rotated")
    record LogKeyRotated(String previous, String next, Instant overlapEnd) implements LedgerEvents {

        /** What every entry of this kind is found by. */
        public static final String TAG = "type/countersign.log-key-rotated.v1";

        @Override
        public String subject() {
            return "ledger";
        }

        @Override
        public List<String> streams() {
            return List.of();
        }
    }

    /**
     * An evidence pack left the house. It is an entry of the streams it was asked by, so that its own index there states how many came before it.
     *
     * @param export id of the export, a UUID
     * @param manifest hex SHA-256 of the pack's {@code manifest.json}
     * @param scope the deployment asked for; null for a period
     * @param system asked for by a period, or null for all
     * @param environment asked for by a period, or null for all
     * @param through last position that was considered when the pack was put together
     * @param withheld names of redactable fields that were left out
     */
    @EventType("export-recorded")
    record ExportRecorded(String export, String manifest, @Nullable Scope scope, @Nullable String system,
            @Nullable String environment, @Nullable Instant from, @Nullable Instant to, long through,
            List<String> withheld)
            implements
                LedgerEvents {
        public ExportRecorded {
            withheld = Lists.copy(withheld);
        }

        @Override
        public String subject() {
            return "export/" + export;
        }

        @Override
        public List<String> streams() {
            if (scope != null) {
                return scope.streams();
            }
            List<String> streams = new ArrayList<>();
            if (system != null) {
                streams.add("system/" + system);
            }
            if (environment != null) {
                streams.add("environment/" + environment);
            }
            return List.copyOf(streams);
        }
    }

    /**
     * What was disclosed of an entry was deleted for good. The entry stands as it was sealed; another that names the same digests lost them too.
     *
     * @param scope   of the deployment whose entry it is; null for an entry of none
     * @param entry   its position
     * @param field   the name under which it was disclosed, such as {@code note}
     * @param digests of what was deleted, as the entry names them
     * @param reason  why, and under what authority
     */
    @EventType("disclosure-erased")
    record DisclosureErased(@Nullable Scope scope, long entry, String field, List<String> digests,
            Redactable reason) implements LedgerEvents {

        /** What every entry of this kind is found by. */
        public static final String TAG = "type/countersign.disclosure-erased.v1";

        public DisclosureErased {
            digests = Lists.copy(digests);
        }

        @Override
        public String subject() {
            return scope == null ? "ledger" : scope.subject();
        }

        @Override
        public List<String> streams() {
            return scope == null ? List.of() : scope.streams();
        }
    }

    /**
     * An action the rules refused and an auditor would want to know of; at most one per caller, rule and subject in an hour.
     *
     * @param command what was asked, such as {@code sign}
     * @param rule the name of the rule that refused it
     * @param about the item, control, role or obligation it was about
     * @param place where the maintenance is that was asked of; null for anything else
     */
    @EventType("action-refused")
    record ActionRefused(@Nullable Scope scope, String command, String rule, @Nullable String about,
            @Nullable Place place) implements LedgerEvents {

        /** Of what concerns a deployment, or nothing in particular. */
        public ActionRefused(@Nullable Scope scope, String command, String rule, @Nullable String about) {
            this(scope, command, rule, about, null);
        }

        @Override
        public String subject() {
            return scope != null ? scope.subject() : place != null ? place.maintenance() : "ledger";
        }

        @Override
        public List<String> streams() {
            return scope != null ? scope.streams() : place != null ? place.streams() : List.of();
        }
    }
}
