package io.countersign.command.deployment;

import io.countersign.command.decision.Nearest;
import io.countersign.command.decision.Refusal;
import io.countersign.command.decision.Refusal.Problem;
import io.countersign.command.decision.Required;
import io.countersign.events.ChecklistEvents;
import io.countersign.events.ChecklistEvents.ChecklistImported;
import io.countersign.events.ChecklistEvents.ChecklistItemsListed;
import io.countersign.events.ChecklistEvents.ProfileImported;
import io.countersign.events.ChecklistEvents.ProfileItemsListed;
import io.countersign.events.LedgerEvent;
import io.countersign.events.state.Definition;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What {@code id} or {@code id@version} comes to: a definition with its latest profile, or why none. */
sealed interface ChecklistName {

    record Found(Definition definition) implements ChecklistName {}

    record NotFound(Refusal refusal) implements ChecklistName {}

    /** What a checklist's definition is made of; deployments that follow it carry its tag too and are not wanted. */
    Set<Class<? extends LedgerEvent>> EVENTS = Set.of(ChecklistImported.class, ChecklistItemsListed.class,
            ProfileImported.class, ProfileItemsListed.class);

    Pattern FORM = Pattern.compile("([^@]+?)(?:@v?([0-9]{1,9}))?");

    /** The id part, for loading the checklist's events; empty when there is none. */
    static Optional<String> id(@Nullable String name) {
        Matcher parts = FORM.matcher(name == null ? "" : name);
        return parts.matches() ? Optional.of(parts.group(1)) : Optional.empty();
    }

    /**
     * Rules {@code checklist-required} and {@code unknown-checklist}.
     *
     * @param events of this checklist, in order
     * @param others ids of all checklists
     */
    static ChecklistName find(@Nullable String name, List<ChecklistEvents> events, Collection<String> others) {
        Optional<Refusal> missing = Required.member("checklist", name);
        if (missing.isPresent()) {
            return new NotFound(missing.get());
        }
        String wanted = Objects.requireNonNull(name);
        List<Integer> versions = of(events, ChecklistImported.class).map(ChecklistImported::version).toList();
        Matcher parts = FORM.matcher(wanted);
        if (!parts.matches() || versions.isEmpty()) {
            return unknown("There is no checklist \"" + wanted + "\".", Nearest.to(id(wanted).orElse(wanted), others));
        }
        int version = parts.group(2) == null
                ? versions.stream().max(Comparator.naturalOrder()).orElseThrow()
                : Integer.parseInt(parts.group(2));
        OptionalInt profile = of(events, ProfileImported.class).filter(p -> p.version() == version)
                .mapToInt(ProfileImported::profile).max();
        return profile.isPresent()
                ? Definition.of(events, version, profile.getAsInt()).<ChecklistName>map(Found::new)
                        .orElseGet(() -> noVersion(wanted, parts.group(1), versions))
                : noVersion(wanted, parts.group(1), versions);
    }

    private static ChecklistName noVersion(String wanted, String id, List<Integer> versions) {
        return unknown("There is no checklist \"" + wanted + "\".",
                versions.stream().sorted(Comparator.reverseOrder()).limit(5).map(v -> id + "@" + v).toList());
    }

    private static ChecklistName unknown(String reason, List<String> nearest) {
        return new NotFound(Refusal.of(Problem.UNKNOWN, "unknown-checklist", reason).in("checklist").near(nearest));
    }

    private static <T> Stream<T> of(List<ChecklistEvents> events, Class<T> type) {
        return events.stream().filter(type::isInstance).map(type::cast);
    }
}
