package io.countersign.events.state;

import io.countersign.events.ChecklistEvents;
import io.countersign.events.ChecklistEvents.ChecklistImported;
import io.countersign.events.ChecklistEvents.ChecklistItemsListed;
import io.countersign.events.ChecklistEvents.ChecklistRecognized;
import io.countersign.events.ChecklistEvents.Computed;
import io.countersign.events.ChecklistEvents.GateCondition;
import io.countersign.events.ChecklistEvents.Item;
import io.countersign.events.ChecklistEvents.ItemRule;
import io.countersign.events.ChecklistEvents.Procedure;
import io.countersign.events.ChecklistEvents.ProfileImported;
import io.countersign.events.ChecklistEvents.ProfileItemsListed;
import io.countersign.events.ChecklistEvents.RequiredFor;
import io.countersign.events.ChecklistEvents.Section;
import io.countersign.events.ChecklistEvents.SectionRule;
import io.countersign.events.ChecklistEvents.Step;
import java.time.Period;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What a deployment follows: one version of a checklist with one version of its profile. Never changes once imported. */
public final class Definition {

    private static final int MOST_REMEMBERED = 1_000;
    private static final ItemRule PLAIN = new ItemRule("", List.of(), false, null, null, null, List.of(),
            null);

    private final ChecklistImported checklist;
    private final ProfileImported profile;
    private final List<Section> sections;
    private final Map<String, Item> items;
    private final Map<String, ItemRule> rules;
    private final Set<String> parents;
    private final Map<Gate, List<Stated>> conditions = new java.util.concurrent.ConcurrentHashMap<>();

    /**
     * Recurring maintenance that an item asks for.
     *
     * @param every {@code daily}, {@code weekly}, {@code monthly}, {@code quarterly} or {@code yearly}
     * @param grace how long after it fell due it may still be met
     */
    public record Obligation(Item item, String every, Period grace) {}

    /** A gate's condition with what it was compiled to; null when this version of the code cannot read it. */
    record Stated(GateCondition stated, @Nullable Condition compiled) {}

    private final @Nullable ChecklistRecognized recognized;
    private final List<Item> inOrder;
    /** What follows from the above and is asked for with every event of every deployment, found once. */
    private final Map<String, Optional<SectionRule>> sectionRules = new ConcurrentHashMap<>();
    private final Map<String, List<Item>> awaited = new ConcurrentHashMap<>();
    private final List<Item> rollbackSteps;
    /** Of each item by its place in the document: with every event of every deployment all of them are looked at. */
    private final Map<String, Integer> places = new HashMap<>();
    private final RequiredFor[] requiredFor;
    private final boolean[] derived;
    private final int[] derivedPlaces;

    private Definition(ChecklistImported checklist, ProfileImported profile, List<Section> sections,
            Map<String, Item> items, Map<String, ItemRule> rules, @Nullable ChecklistRecognized recognized) {
        this.recognized = recognized;
        this.checklist = checklist;
        this.profile = profile;
        this.sections = List.copyOf(sections);
        this.items = items;
        this.rules = rules;
        this.parents = items.values().stream().map(Item::parent).filter(java.util.Objects::nonNull)
                .collect(Collectors.toUnmodifiableSet());
        this.inOrder = List.copyOf(items.values());
        this.requiredFor = new RequiredFor[inOrder.size()];
        this.derived = new boolean[inOrder.size()];
        for (int place = 0; place < derived.length; place++) {
            Item item = inOrder.get(place);
            places.put(item.id(), place);
            requiredFor[place] = sectionRule(item).map(SectionRule::requiredFor).orElse(RequiredFor.GO_LIVE);
            derived[place] = parents.contains(item.id()) || rule(item).computed() != null;
        }
        this.derivedPlaces = IntStream.range(0, derived.length).filter(place -> derived[place]).toArray();
        this.rollbackSteps = inOrder.stream()
                .filter(i -> i.number() != null && requiredFor(i) == RequiredFor.ROLLBACK).toList();
    }

    /**
     * Puts a definition together from a checklist's events, in order; those of other versions are passed over.
     *
     * @return empty when the version or the profile was never imported
     */
    public static Optional<Definition> of(Iterable<ChecklistEvents> events, int version, int profile) {
        @Nullable
        ChecklistImported imported = null;
        @Nullable
        ProfileImported rulesFor = null;
        @Nullable
        ChecklistRecognized recognized = null;
        List<Section> sections = new ArrayList<>();
        Map<String, Item> items = new LinkedHashMap<>();
        Map<String, ItemRule> rules = new LinkedHashMap<>();
        for (ChecklistEvents event : events) {
            switch (event) {
                case ChecklistImported e when e.version() == version -> imported = e;
                case ChecklistItemsListed e when e.version() == version -> {
                    sections.addAll(e.sections());
                    e.items().forEach(i -> items.put(i.id(), i));
                }
                case ChecklistRecognized e when e.version() == version -> recognized = e;
                case ProfileImported e when e.profile() == profile -> rulesFor = e;
                case ProfileItemsListed e when e.profile() == profile -> e.items().forEach(i -> rules.put(i.item(), i));
                default -> {
                }
            }
        }
        return imported == null || rulesFor == null
                ? Optional.empty()
                : Optional.of(new Definition(imported, rulesFor, sections, items, rules, recognized));
    }

    public ChecklistImported checklist() {
        return checklist;
    }

    public ProfileImported profile() {
        return profile;
    }

    /** What else was seen in the document; empty where its events were not handed in. Nothing is decided by it. */
    public Optional<ChecklistRecognized> recognized() {
        return Optional.ofNullable(recognized);
    }

    public List<Section> sections() {
        return sections;
    }

    /** In document order. */
    public List<Item> items() {
        return inOrder;
    }

    /** The items an id or an unambiguous suffix of one may mean: one when it is certain, none when unknown, several when ambiguous. */
    public List<Item> matching(String idOrSuffix) {
        Item exact = items.get(idOrSuffix);
        if (exact != null) {
            return List.of(exact);
        }
        List<Item> atDot = items.values().stream().filter(i -> i.id().endsWith("." + idOrSuffix)).toList();
        return atDot.isEmpty() && !idOrSuffix.isEmpty()
                ? items.values().stream().filter(i -> i.id().endsWith(idOrSuffix)).toList()
                : atDot;
    }

    public ItemRule rule(Item item) {
        return rules.getOrDefault(item.id(), PLAIN);
    }

    /** What the item counts for: the rule of the innermost section around it that has one; go-live where none has. */
    public RequiredFor requiredFor(Item item) {
        return requiredFor[place(item.id())];
    }

    /** As the other, by an item's place in the document. */
    public RequiredFor requiredFor(int place) {
        return requiredFor[place];
    }

    boolean has(String item) {
        return places.containsKey(item);
    }

    /** Where in {@link #items()} one of them stands. */
    int place(String item) {
        return java.util.Objects.requireNonNull(places.get(item), item);
    }

    /** The rule of the innermost section around the item that has one. */
    public Optional<SectionRule> sectionRule(Item item) {
        return sectionRules.computeIfAbsent(item.section() == null ? "" : item.section(), this::innermostRule);
    }

    private Optional<SectionRule> innermostRule(String section) {
        return profile.sections().stream().filter(r -> within(section, r.section()))
                .max(java.util.Comparator.comparingInt(r -> r.section().length()));
    }

    /** The recurring items with their intervals, in document order. */
    public List<Obligation> obligations() {
        List<Obligation> obligations = new ArrayList<>();
        for (Item item : items.values()) {
            sectionRule(item).ifPresent(rule -> {
                String every = rule.every();
                if (every != null && !derived(item)) {
                    obligations.add(new Obligation(item, every, grace(rule.grace(), every)));
                }
            });
        }
        return List.copyOf(obligations);
    }

    private static Period grace(@Nullable String given, String every) {
        return Period.parse(given != null ? given : SectionRule.GRACE.getOrDefault(every, "P0D"));
    }

    /** What the profile asks of a gate besides what every gate does. Compiled when first asked for. */
    List<Stated> conditions(Gate gate) {
        return conditions.computeIfAbsent(gate, g -> profile.gates().getOrDefault(g.label(), List.of()).stream()
                .map(c -> new Stated(c, compiled(c))).toList());
    }

    private static @Nullable Condition compiled(GateCondition condition) {
        try {
            return Condition.compile(condition.condition());
        } catch (Condition.Unreadable e) {
            return null;
        }
    }

    /** Whether the item's state follows from others', so that nobody can set it. */
    public boolean derived(Item item) {
        return derived[place(item.id())];
    }

    /** The places of the derived items, ascending. */
    int[] derived() {
        return derivedPlaces;
    }

    boolean derived(int place) {
        return derived[place];
    }

    /** The items a derived item waits for. */
    public List<Item> awaited(Item item) {
        List<Item> known = awaited.get(item.id());
        if (known == null) {
            known = waitedFor(item);
            // a checklist of ten thousand items that all wait for each other must not fill the memory
            if (known.size() <= MOST_REMEMBERED) {
                awaited.put(item.id(), known);
            }
        }
        return known;
    }

    private List<Item> waitedFor(Item item) {
        if (parents.contains(item.id())) {
            return items.values().stream().filter(i -> item.id().equals(i.parent())).toList();
        }
        Computed computed = rule(item).computed();
        if (computed == null) {
            return List.of();
        }
        String section = computed.section();
        return items.values().stream().filter(i -> !i.id().equals(item.id()))
                .filter(i -> section != null
                        ? i.section() != null && within(i.section(), section)
                        : i.line() < item.line() && requiredFor(i) == requiredFor(item))
                .toList();
    }

    /** The numbered steps of the rollback, in order. */
    public List<Item> rollbackSteps() {
        return rollbackSteps;
    }

    /** The numbered steps of the rollback that come before this one, apart from those it is itself a part of; none for any other item. */
    public List<Item> stepsBefore(Item item) {
        List<Item> steps = rollbackSteps();
        List<Item> before = new ArrayList<>(steps.subList(0, Math.max(0, steps.indexOf(item))));
        for (Item outer = item; outer != null && outer.parent() != null;) {
            outer = items.get(outer.parent());
            before.remove(outer);
        }
        return before;
    }

    /** Whether a control that items need is addressable (45 CFR 164.306(d)), as the catalogue had it when the profile was imported. */
    public boolean addressable(String control) {
        return profile.addressable().contains(control);
    }

    /** A step of one of the profile's procedures. */
    public record ProcedureStep(Procedure procedure, Step step) {

        static String id(String procedure, String step) {
            return procedure + "." + step;
        }

        /** The procedure's id and the step's own, with a dot between. */
        public String id() {
            return id(procedure.id(), step.id());
        }
    }

    /** Every step of the procedures that belong to a rollback, or of those that do not, in order. */
    public List<ProcedureStep> procedureSteps(boolean rollback) {
        return profile.procedures().stream().filter(p -> isRollback(p) == rollback)
                .flatMap(p -> p.steps().stream().map(s -> new ProcedureStep(p, s))).toList();
    }

    /** Whether a procedure is done on the way back: its section counts for a rollback, or else an item that is one of its steps does. */
    public boolean isRollback(Procedure procedure) {
        String section = procedure.section();
        return section != null
                ? innermostRule(section).filter(r -> r.requiredFor() == RequiredFor.ROLLBACK).isPresent()
                : procedure.steps().stream().map(Step::item).filter(java.util.Objects::nonNull).map(items::get)
                        .anyMatch(i -> i != null && requiredFor(i) == RequiredFor.ROLLBACK);
    }

    /** The item with this very id. */
    public Optional<Item> item(String id) {
        return Optional.ofNullable(items.get(id));
    }

    /** Ids of the controls that any item needs. */
    Set<String> controls() {
        return items.values().stream().flatMap(i -> rule(i).controls().stream())
                .collect(Collectors.toCollection(java.util.LinkedHashSet::new));
    }

    /** Ids of the controls that items of this kind need. */
    public Set<String> controls(RequiredFor gate) {
        return items.values().stream().filter(i -> requiredFor(i) == gate).flatMap(i -> rule(i).controls().stream())
                .collect(Collectors.toCollection(java.util.LinkedHashSet::new));
    }

    private static boolean within(String section, String outer) {
        return outer.isEmpty() || section.equals(outer) || section.startsWith(outer + ".");
    }
}
