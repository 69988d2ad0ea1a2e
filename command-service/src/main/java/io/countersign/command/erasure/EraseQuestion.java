package io.countersign.command.erasure;

import io.countersign.command.decision.Decision;
import io.countersign.command.decision.Look;
import io.countersign.command.decision.Nearest;
import io.countersign.command.decision.Question;
import io.countersign.command.decision.Refusal;
import io.countersign.command.decision.Refusal.Problem;
import io.countersign.command.decision.Required;
import io.countersign.command.decision.Right;
import io.countersign.events.LedgerEvents.DisclosureErased;
import io.countersign.events.Scope;
import io.countersign.events.state.Recorded;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request to erase what was disclosed of an entry.
 *
 * @param scope     of the deployment whose entry it is; null for an entry of none
 * @param disclosed what is still disclosed of the entry: names of fields by digest
 */
record EraseQuestion(long entry, @Nullable Scope scope, Map<String, String> disclosed,
        EraseRequest request) implements Question {

    EraseQuestion {
        disclosed = Map.copyOf(disclosed);
    }

    @Override
    public String action() {
        return "erase";
    }

    @Override
    public @Nullable Scope scope() {
        return scope;
    }

    /** Erasures are rare: all of them are looked at. */
    @Override
    public List<Look> looks() {
        return List.of(Look.at(DisclosureErased.TAG, DisclosureErased.class));
    }

    @Override
    public Decision decide(Known known) {
        // a profile is a deployment's and has no say in this
        return Right.ERASE.objection(known.caller(), Map.of()).or(() -> Required.member("field", request.field()))
                .or(() -> Required.member("reason", request.reason())).or(() -> erased(known))
                .or(this::undisclosed).<Decision>map(Refusal::refused)
                .orElseGet(() -> Decision.Accepted.of(new DisclosureErased(scope, entry, field(), digests(),
                        Objects.requireNonNull(request.reason()))));
    }

    /** Rule {@code already-erased}. */
    private Optional<Refusal> erased(Known known) {
        return known.events().stream().filter(this::same).findFirst().map(r -> Refusal.of(Problem.CONFLICT,
                "already-erased", "\"" + field() + "\" of entry " + entry + " was erased by "
                        + (r.person() == null ? "the system" : r.person()) + " at " + r.time() + ", entry "
                        + r.position() + ".")
                .in("field"));
    }

    private boolean same(Recorded recorded) {
        return recorded.event() instanceof DisclosureErased e && e.entry() == entry && e.field().equals(field());
    }

    /** Rule {@code nothing-disclosed}. */
    private Optional<Refusal> undisclosed() {
        return disclosed.containsValue(field())
                ? Optional.empty()
                : Optional.of(Refusal.of(Problem.UNKNOWN, "nothing-disclosed",
                        "Entry " + entry + " discloses nothing called \"" + field() + "\".").in("field")
                        .near(Nearest.to(field(), List.copyOf(disclosed.values()))));
    }

    /** Of the entry's disclosures under the field's name, in a fixed order. */
    List<String> digests() {
        return disclosed.entrySet().stream().filter(d -> d.getValue().equals(field())).map(Map.Entry::getKey).sorted()
                .toList();
    }

    private String field() {
        return Objects.requireNonNullElse(request.field(), "");
    }
}
