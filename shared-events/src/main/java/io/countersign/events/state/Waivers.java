package io.countersign.events.state;

import io.countersign.events.ControlEvents.ControlWaived;
import io.countersign.events.ControlEvents.ControlWaiverRevoked;
import io.countersign.events.ItemEvents.ItemReopened;
import io.countersign.events.ItemEvents.ItemWaived;
import io.countersign.events.ItemEvents.ItemWaiverRevoked;
import io.countersign.events.Redactable;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Exceptions granted for items and controls. One that expired or was revoked counts no more. */
public record Waivers(Map<String, Waiver> byId) {

    /** @param item or else {@code control}: what it covers; @param approver who granted it */
    public record Waiver(String id, @Nullable String item, @Nullable String control, Redactable reason,
            @Nullable Redactable compensating, Instant expires, @Nullable String approver, long position, Instant time,
            @Nullable Instant revoked) {

        /** An expiry is exclusive: at the very instant it no longer counts. */
        public boolean covers(Instant at) {
            return revoked == null && at.isBefore(expires);
        }

        Waiver revokedAt(Instant when) {
            return new Waiver(id, item, control, reason, compensating, expires, approver, position, time, when);
        }
    }

    static final Waivers NONE = new Waivers(Map.of());

    Waivers evolve(Recorded r) {
        return switch (r.event()) {
            case ItemWaived e ->
                grant(new Waiver(e.waiver(), e.item(), null, e.reason(), e.compensating(), e.expires(), r.person(),
                        r.position(), r.time(), null));
            case ControlWaived e ->
                grant(new Waiver(e.waiver(), null, e.control(), e.reason(), e.compensating(), e.expires(), r.person(),
                        r.position(), r.time(), null));
            case ItemWaiverRevoked e -> revoke(e.waiver(), r.time());
            case ControlWaiverRevoked e -> revoke(e.waiver(), r.time());
            // Reopening an item takes back whatever settled it.
            case ItemReopened e -> revokeOf(e.item(), r.time());
            default -> this;
        };
    }

    public Optional<Waiver> ofItem(String item, Instant at) {
        return byId.values().stream().filter(w -> item.equals(w.item()) && w.covers(at)).findFirst();
    }

    public Optional<Waiver> ofControl(String control, Instant at) {
        return byId.values().stream().filter(w -> control.equals(w.control()) && w.covers(at)).findFirst();
    }

    private Waivers grant(Waiver waiver) {
        return new Waivers(Fold.put(byId, waiver.id(), waiver));
    }

    private Waivers revoke(String id, Instant when) {
        return new Waivers(Fold.change(byId, id, w -> w.revoked() == null ? w.revokedAt(when) : w));
    }

    private Waivers revokeOf(String item, Instant when) {
        Waivers now = this;
        for (Waiver waiver : byId.values()) {
            if (item.equals(waiver.item()) && waiver.covers(when)) {
                now = now.revoke(waiver.id(), when);
            }
        }
        return now;
    }
}
