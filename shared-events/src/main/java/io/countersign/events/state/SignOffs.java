package io.countersign.events.state;

import io.countersign.events.ControlEvents;
import io.countersign.events.DeploymentEvents.DeploymentOpened;
import io.countersign.events.DeploymentEvents.FieldSet;
import io.countersign.events.ItemEvents;
import io.countersign.events.LedgerEvent;
import io.countersign.events.RollbackEvents.RollbackDeclared;
import io.countersign.events.SignOffEvents.SignOffDeclined;
import io.countersign.events.SignOffEvents.SignOffLapsed;
import io.countersign.events.SignOffEvents.SignedOff;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Every sign-off of a deployment and whether it still stands, and the latest decline of each role. */
public record SignOffs(Map<String, SignOff> byId, Map<String, Recorded> declines) {

    /** @param ended why it no longer counts: the cause it lapsed for, {@code rollback}, or null while it stands */
    public record SignOff(SignedOff signed, long position, Instant time, @Nullable String person,
            @Nullable String ended) {
        public boolean stands() {
            return ended == null;
        }
    }

    /**
     * Whether a sign-off covers what this event changed: the release itself, an item, a control, a waiver or a field; not notes, measurements and
     * other sign-offs.
     */
    public static boolean cover(LedgerEvent change) {
        return change instanceof DeploymentOpened || change instanceof ItemEvents || change instanceof ControlEvents
                || change instanceof FieldSet;
    }

    static final SignOffs NONE = new SignOffs(Map.of(), Map.of());

    SignOffs evolve(Recorded r) {
        return switch (r.event()) {
            case SignedOff s ->
                new SignOffs(Fold.put(byId, s.signOff(), new SignOff(s, r.position(), r.time(), r.person(), null)),
                        Fold.remove(declines, s.role()));
            case SignOffDeclined d -> new SignOffs(byId, Fold.put(declines, d.role(), r));
            case SignOffLapsed l -> end(l.signOff(), l.cause());
            case RollbackDeclared d -> {
                SignOffs now = this;
                for (String voided : d.voided()) {
                    now = now.end(voided, "rollback");
                }
                yield now;
            }
            default -> this;
        };
    }

    public List<SignOff> standing() {
        return byId.values().stream().filter(SignOff::stands).toList();
    }

    public Optional<SignOff> standing(String role) {
        return byId.values().stream().filter(s -> s.stands() && s.signed().role().equals(role)).findFirst();
    }

    private SignOffs end(String signOff, String why) {
        return new SignOffs(Fold.change(byId, signOff,
                s -> s.stands() ? new SignOff(s.signed(), s.position(), s.time(), s.person(), why) : s), declines);
    }
}
