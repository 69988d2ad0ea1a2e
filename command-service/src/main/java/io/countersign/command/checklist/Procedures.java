package io.countersign.command.checklist;

import io.countersign.events.ChecklistEvents.Command;
import io.countersign.events.ChecklistEvents.Item;
import io.countersign.events.ChecklistEvents.Procedure;
import io.countersign.events.ChecklistEvents.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.ListItem;
import org.jspecify.annotations.Nullable;

/**
 * Procedures as people write them: under one heading, numbered lines and blocks of commands, in order. A block inside a numbered line or a checkbox is
 * what that step does; in any other, each comment begins a step and is its title, and one that begins with "If" is its condition.
 */
final class Procedures {

    private static final Set<String> SHELLS = Set.of("", "bash", "sh", "shell", "zsh", "console", "powershell");
    private static final Pattern PARAMETER = Pattern.compile("<([A-Za-z][A-Za-z0-9_-]{0,40})>");
    private static final Pattern CONDITION = Pattern.compile("(only )?(if|when|in case|where)\\b.*",
            Pattern.CASE_INSENSITIVE);
    private static final int MAX_TITLE_CHARS = 300;
    private static final int MAX_COMMAND_CHARS = 2_000;

    private record Draft(@Nullable String section, List<Step> steps, Slug.Ids ids) {}

    private final Map<String, String> titles = new HashMap<>();
    private final Map<String, String> texts = new HashMap<>();
    private final Map<String, Draft> drafts = new LinkedHashMap<>();
    private int kept;
    private int more;

    void section(String id, String title) {
        titles.put(id, title);
    }

    void item(Item item) {
        texts.put(item.id(), item.text());
        if (item.number() != null) {
            add(draft(item.section()), item.text(), item.id(), List.of());
        }
    }

    /** A numbered line without a box. */
    void numbered(String text, @Nullable String section) {
        add(draft(section), text, null, List.of());
    }

    void block(FencedCodeBlock code, Outline.Place place) {
        if (!SHELLS.contains(code.getInfo().strip().split("\\s", 2)[0].toLowerCase(Locale.ROOT))) {
            return;
        }
        Draft draft = draft(place.section());
        String item = place.item();
        if (item != null) {
            attach(draft, item, all(code));
        } else if (code.getParent() instanceof ListItem && !draft.steps().isEmpty()
                && draft.steps().getLast().item() == null) {
            Step last = draft.steps().removeLast();
            draft.steps().add(with(last, all(code)));
        } else {
            chunks(code, draft);
        }
    }

    /** Those with commands, and those of at least two numbered steps. */
    List<Procedure> result() {
        Slug.Ids ids = new Slug.Ids();
        List<Procedure> procedures = new ArrayList<>();
        for (Draft draft : drafts.values()) {
            boolean commands = draft.steps().stream().anyMatch(s -> !s.commands().isEmpty());
            if (commands || draft.steps().size() > 1) {
                String title = draft.section() == null ? "Steps" : titles.getOrDefault(draft.section(), "Steps");
                procedures.add(new Procedure(ids.unique(Slug.of(title)), title, draft.section(), draft.steps()));
            }
        }
        return procedures;
    }

    private Draft draft(@Nullable String section) {
        return drafts.computeIfAbsent(section == null ? "" : section,
                _ -> new Draft(section, new ArrayList<>(), new Slug.Ids()));
    }

    /** How many steps and commands there were that were not kept. */
    int more() {
        return more;
    }

    private boolean room() {
        if (kept < Recognition.MAX_KEPT) {
            kept++;
            return true;
        }
        more++;
        return false;
    }

    private void add(Draft draft, String text, @Nullable String item, List<Command> commands) {
        if (!room()) {
            return;
        }
        String title = text.length() > MAX_TITLE_CHARS
                ? text.substring(0, text.offsetByCodePoints(0, MAX_TITLE_CHARS / 2))
                : text;
        draft.steps().add(new Step(draft.ids().unique(Slug.of(title)), title, item,
                CONDITION.matcher(title).matches() ? title : null, commands));
    }

    private void attach(Draft draft, String item, List<Command> commands) {
        for (int i = draft.steps().size() - 1; i >= 0; i--) {
            if (item.equals(draft.steps().get(i).item())) {
                draft.steps().set(i, with(draft.steps().get(i), commands));
                return;
            }
        }
        add(draft, texts.getOrDefault(item, item), item, commands);
    }

    private static Step with(Step step, List<Command> more) {
        List<Command> commands = new ArrayList<>(step.commands());
        commands.addAll(more);
        return new Step(step.id(), step.title(), step.item(), step.when(), commands);
    }

    private List<Command> all(FencedCodeBlock code) {
        return lines(code).stream().filter(l -> !l.startsWith("#")).filter(this::fits).map(Procedures::command)
                .toList();
    }

    private boolean fits(String command) {
        if (command.length() > MAX_COMMAND_CHARS) {
            more++;
            return false;
        }
        return room();
    }

    private void chunks(FencedCodeBlock code, Draft draft) {
        @Nullable
        String title = null;
        List<Command> commands = new ArrayList<>();
        for (String line : lines(code)) {
            if (line.startsWith("#")) {
                flush(draft, title, commands);
                title = line.replaceFirst("^#+\\s*", "");
            } else if (fits(line)) {
                commands.add(command(line));
            }
        }
        flush(draft, title, commands);
    }

    private void flush(Draft draft, @Nullable String title, List<Command> commands) {
        if (!commands.isEmpty()) {
            add(draft, title == null || title.isEmpty() ? commands.getFirst().run() : title, null, commands);
            commands.clear();
        }
    }

    private static Command command(String line) {
        return new Command(line, parameters(line), List.of());
    }

    /** The values that a command asks for as {@code <name>}, each once. */
    static List<String> parameters(String command) {
        List<String> parameters = new ArrayList<>();
        for (Matcher found = PARAMETER.matcher(command); found.find();) {
            if (!parameters.contains(found.group(1))) {
                parameters.add(found.group(1));
            }
        }
        return parameters;
    }

    /** Lines that are not blank, a backslash at the end joining the next, without a shell's prompt. */
    private static List<String> lines(FencedCodeBlock code) {
        List<String> lines = new ArrayList<>();
        StringBuilder begun = new StringBuilder();
        for (String raw : code.getLiteral().lines().toList()) {
            String line = raw.strip().replaceFirst("^[$>] ", "");
            if (line.endsWith("\\")) {
                begun.append(line, 0, line.length() - 1).append(' ');
                continue;
            }
            String whole = begun.append(line).toString().strip();
            begun.setLength(0);
            if (!whole.isEmpty()) {
                lines.add(whole);
            }
        }
        if (!begun.toString().isBlank()) {
            lines.add(begun.toString().strip());
        }
        return lines;
    }
}
