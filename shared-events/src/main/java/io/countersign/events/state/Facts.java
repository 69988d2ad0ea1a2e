package io.countersign.events.state;

import com.google.common.collect.ImmutableCollection;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import dev.cel.common.types.StructTypeReference;
import dev.cel.compiler.CelCompilerBuilder;
import io.countersign.events.ChecklistEvents.Item;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a condition may look at. Every member is always there: an absent text is {@code ''}, an absent time 1970.
 *
 * <ul>
 * <li>{@code items}: by id, every item: {@code id text section state settled requiredFor derived by at}
 * <li>{@code controls}: by id, those that the profile's items need and those that were checked: {@code id outcome passing waived decided by at}; {@code outcome}
 * is {@code missing} before the first check, {@code passing} is true of a waived one too, {@code decided} of an addressable one is {@code implemented} or
 * {@code not-implemented}
 * <li>{@code signOffs}: by role, those the profile asks for: {@code role signed declined person at}
 * <li>{@code measurements}: by name, the latest of each: {@code name value unit band at}; {@code band} is {@code pass}, {@code degraded}, {@code trigger} or
 * {@code unjudged}
 * <li>{@code waivers}: a list: {@code id item control approver compensated active expires at}
 * <li>{@code deployment}: {@code id system environment release commit checklist version profile state openedBy openedAt changedAt emergency reviewed artifacts
 * fields openTriggers}; {@code artifacts} is a list of {@code name digest}, {@code fields} the names of those that are set
 * <li>{@code now}
 * </ul>
 */
final class Facts {

    private static final Map<String, Map<String, CelType>> TYPES = Map.of(
            "Item", members(Map.of("settled", SimpleType.BOOL, "derived", SimpleType.BOOL, "at", SimpleType.TIMESTAMP),
                    "id", "text", "section", "state", "requiredFor", "by"),
            "Control",
            members(Map.of("passing", SimpleType.BOOL, "waived", SimpleType.BOOL, "at", SimpleType.TIMESTAMP),
                    "id", "outcome", "decided", "by"),
            "SignOff",
            members(Map.of("signed", SimpleType.BOOL, "declined", SimpleType.BOOL, "at", SimpleType.TIMESTAMP),
                    "role", "person"),
            "Measurement", members(Map.of("value", SimpleType.DOUBLE, "at", SimpleType.TIMESTAMP),
                    "name", "unit", "band"),
            "Waiver",
            members(Map.of("compensated", SimpleType.BOOL, "active", SimpleType.BOOL, "expires",
                    SimpleType.TIMESTAMP, "at", SimpleType.TIMESTAMP), "id", "item", "control", "approver"),
            "Artifact", members(Map.of(), "name", "digest"),
            "Deployment",
            members(Map.of("version", SimpleType.INT, "profile", SimpleType.INT, "openedAt", SimpleType.TIMESTAMP,
                    "changedAt", SimpleType.TIMESTAMP, "emergency", SimpleType.BOOL, "reviewed", SimpleType.BOOL,
                    "artifacts", ListType.create(StructTypeReference.create("Artifact")), "fields",
                    ListType.create(SimpleType.STRING), "openTriggers", ListType.create(SimpleType.STRING)),
                    "id", "system", "environment", "release", "commit", "checklist", "state", "openedBy"));

    private final Definition definition;
    private final DeploymentState state;
    private final Instant at;

    private Facts(Definition definition, DeploymentState state, Instant at) {
        this.definition = definition;
        this.state = state;
        this.at = at;
    }

    /** Tells a compiler the variables and their types. */
    static CelCompilerBuilder declare(CelCompilerBuilder builder) {
        return builder.setTypeProvider(new Types()).addVar("items", byName("Item"))
                .addVar("controls", byName("Control"))
                .addVar("signOffs", byName("SignOff")).addVar("measurements", byName("Measurement"))
                .addVar("waivers", ListType.create(StructTypeReference.create("Waiver")))
                .addVar("deployment", StructTypeReference.create("Deployment")).addVar("now", SimpleType.TIMESTAMP);
    }

    /** The variables' values. */
    static Map<String, Object> of(Definition definition, DeploymentState state, Instant at) {
        Facts facts = new Facts(definition, state, at);
        return Map.of("items", facts.items(), "controls", facts.controls(), "signOffs", facts.signOffs(),
                "measurements", facts.measurements(), "waivers", facts.waivers(), "deployment", facts.deployment(),
                "now", at);
    }

    private Map<String, Object> items() {
        ItemStates states = ItemStates.at(at, definition, state);
        Map<String, Object> items = new LinkedHashMap<>();
        for (Item i : definition.items()) {
            Items.Mark mark = state.items().byId().get(i.id());
            ItemState is = states.of(i);
            items.put(i.id(), Map.of("id", i.id(), "text", i.text(), "section", text(i.section()), "state", is.label(),
                    "settled", is.settled(), "requiredFor", definition.requiredFor(i).label(), "derived",
                    definition.derived(i), "by", mark == null ? "" : text(mark.person()), "at",
                    time(mark == null ? null : mark.time())));
        }
        return items;
    }

    private Map<String, Object> controls() {
        Set<String> ids = new LinkedHashSet<>(definition.controls());
        ids.addAll(state.controls().byId().keySet());
        Map<String, Object> controls = new LinkedHashMap<>();
        for (String id : ids) {
            Controls.Check check = state.controls().byId().get(id);
            controls.put(id, Map.of("id", id, "outcome", Gate.latest(id, state), "passing",
                    Gate.passes(id, state, at), "waived", state.waivers().ofControl(id, at).isPresent(), "decided",
                    state.addressed().of(id).map(Addressed.Decided::label).orElse(""), "by",
                    check == null ? "" : text(check.person()), "at", time(check == null ? null : check.time())));
        }
        return controls;
    }

    private Map<String, Object> signOffs() {
        Map<String, Object> roles = new LinkedHashMap<>();
        for (String role : definition.profile().roles()) {
            SignOffs.SignOff standing = state.signOffs().standing(role).orElse(null);
            roles.put(role, Map.of("role", role, "signed", standing != null, "declined",
                    state.signOffs().declines().containsKey(role), "person",
                    standing == null ? "" : text(standing.person()), "at",
                    time(standing == null ? null : standing.time())));
        }
        return roles;
    }

    private Map<String, Object> measurements() {
        Map<String, Object> latest = new LinkedHashMap<>();
        state.measurements().byName().forEach((name, l) -> latest.put(name, Map.of("name", name, "value",
                Double.parseDouble(l.measured().value()), "unit", text(l.measured().unit()), "band",
                l.measured().band().label(), "at", l.time())));
        return latest;
    }

    private List<Map<String, Object>> waivers() {
        return state.waivers().byId().values().stream()
                .map(w -> Map.<String, Object>of("id", w.id(), "item", text(w.item()), "control", text(w.control()),
                        "approver", text(w.approver()), "compensated", w.compensating() != null, "active",
                        w.covers(at), "expires", w.expires(), "at", w.time()))
                .toList();
    }

    private Map<String, Object> deployment() {
        var opened = state.opened();
        var scope = state.scope();
        Lifecycle.Emergency emergency = state.lifecycle().emergency();
        Map<String, Object> all = new TreeMap<>();
        all.put("id", scope.deployment());
        all.put("system", scope.system());
        all.put("environment", scope.environment());
        all.put("release", opened.release());
        all.put("commit", text(opened.commit()));
        all.put("checklist", scope.checklist());
        all.put("version", (long) scope.version());
        all.put("profile", (long) opened.profile());
        all.put("state", state.phase().label());
        all.put("openedBy", text(state.lifecycle().openedBy()));
        all.put("openedAt", time(state.lifecycle().openedAt()));
        all.put("changedAt", time(state.lifecycle().changed()));
        all.put("emergency", emergency != null);
        all.put("reviewed", emergency != null && emergency.reviewed());
        all.put("artifacts", opened.artifacts().stream()
                .map(a -> Map.<String, Object>of("name", a.name(), "digest", a.digest())).toList());
        all.put("fields", List.copyOf(state.particulars().fields().keySet()));
        all.put("openTriggers", List.copyOf(state.measurements().openTriggers().keySet()));
        return all;
    }

    private static String text(@Nullable String text) {
        return Objects.requireNonNullElse(text, "");
    }

    private static Instant time(@Nullable Instant time) {
        return Objects.requireNonNullElse(time, Instant.EPOCH);
    }

    private static MapType byName(String type) {
        return MapType.create(SimpleType.STRING, StructTypeReference.create(type));
    }

    private static Map<String, CelType> members(Map<String, CelType> some, String... texts) {
        Map<String, CelType> all = new TreeMap<>(some);
        for (String text : texts) {
            all.put(text, SimpleType.STRING);
        }
        return all;
    }

    /** The types above, as CEL's checker asks for them. */
    private static final class Types implements CelTypeProvider {

        private static final Map<String, CelType> STRUCTS = TYPES.keySet().stream()
                .collect(Collectors.toUnmodifiableMap(type -> type, Types::struct));

        private static CelType struct(String type) {
            return StructType.create(type, ImmutableSet.copyOf(TYPES.getOrDefault(type, Map.of()).keySet()),
                    name -> Optional.ofNullable(TYPES.getOrDefault(type, Map.of()).get(name)));
        }

        @Override
        public ImmutableCollection<CelType> types() {
            return ImmutableList.copyOf(STRUCTS.values());
        }

        @Override
        public Optional<CelType> findType(String name) {
            return Optional.ofNullable(STRUCTS.get(name));
        }
    }
}
