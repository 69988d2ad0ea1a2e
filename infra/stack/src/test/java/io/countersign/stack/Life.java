package io.countersign.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** One deployment, led through its life by the command. */
final class Life {

    /** What the two checklists' profiles say that items count for. */
    static final String GO_LIVE = "go-live";
    static final String CLOSE = "close";
    static final String ROLLBACK = "rollback";

    final String id;
    final long opened;
    private final Shell shell;
    private final JsonNode checklist;
    private final Path files;
    private final Set<String> passed = new HashSet<>();
    private final Set<String> settled = new LinkedHashSet<>();

    private Life(Shell shell, JsonNode checklist, JsonNode opened, Path files) {
        this.shell = shell;
        this.checklist = checklist;
        this.id = opened.path("deployment").asString();
        this.opened = Shell.position(opened);
        this.files = files;
    }

    static Life open(Shell shell, String checklist, String system, Path files, String... more) {
        List<String> command = new ArrayList<>(
                List.of("deployment", "open", "--checklist", checklist, "--system", system,
                        "--environment", "production", "--release", "2026.11.2", "--commit", "4f2b8c1d9e0a7f6b5c3d",
                        "--artifact",
                        "web@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"));
        command.addAll(List.of(more));
        JsonNode opened = shell.done("developer", command.toArray(String[]::new));
        return new Life(shell, shell.done("auditor", "checklist", "show", checklist), opened, files);
    }

    JsonNode done(String role, String verb, String... rest) {
        return shell.done(role, command(verb, rest));
    }

    JsonNode refused(String role, int exit, String rule, String verb, String... rest) {
        return shell.refused(role, exit, rule, command(verb, rest));
    }

    Shell.Ran run(String role, String verb, String... rest) {
        return shell.run(role, command(verb, rest));
    }

    private String[] command(String verb, String... rest) {
        List<String> command = new ArrayList<>(List.of(verb.split(" ")));
        command.add(id);
        command.addAll(List.of(rest));
        return command.toArray(String[]::new);
    }

    JsonNode show() {
        return done("auditor", "show");
    }

    String state() {
        return show().path("state").asString();
    }

    /** Items of the definition that count for something and that people set. */
    List<JsonNode> items(String requiredFor) {
        return checklist.path("definition").valueStream().filter(i -> !i.path("derived").asBoolean())
                .filter(i -> i.path("requiredFor").asString().equals(requiredFor)).toList();
    }

    /** Ids of what this deployment has settled, each after its checklist's id. */
    Set<String> settled() {
        return settled;
    }

    /** Checks what is needed and settles every such item, each in one of the ways there are. */
    void settle(String requiredFor) throws IOException {
        List<JsonNode> items = items(requiredFor);
        for (int i = 0; i < items.size(); i++) {
            checkControls(items.get(i));
            settle(items.get(i), i);
            settled.add(checklist.path("id").asString() + " " + items.get(i).path("id").asString());
        }
    }

    private void settle(JsonNode item, int i) throws IOException {
        String name = item.path("id").asString();
        if (item.path("mayBeNotApplicable").asBoolean()) {
            done("developer", "item not-applicable", name, "--reason", "This release does not touch it.");
            return;
        }
        switch (i % 9) {
            case 0 -> done("developer", "item complete", name, "--evidence", evidence(name).toString(), "--note",
                    "Report attached — überprüft.");
            case 1 -> {
                done("devops", "item fail", name, "--reason", "First attempt failed.");
                refused("devops", 1, "already-failed", "item fail", name, "--reason", "Again.");
                done("devops", "item complete", name, "--note", "Repaired.");
                refused("devops", 1, "reopen-first", "item fail", name, "--reason", "Not quite.");
                done("devops", "item reopen", name, "--reason", "Repaired.");
                done("devops", "item complete", name, "--occurred-at", "2026-01-02T03:04:05Z");
            }
            case 2 -> {
                refused("developer", 1, "role-lacking", "item waive", name, "--reason", "No.", "--expires", "1d");
                JsonNode first = done("security", "item waive", name, "--reason", "Vendor's report is late.",
                        "--compensating", "Rate limit in front.", "--expires", "14d");
                done("security", "waiver revoke", first.path("waiver").asString(), "--reason", "Too long.");
                done("security", "item waive", name, "--reason", "Vendor's report is late.", "--expires", "2d");
            }
            case 3 -> done("pipeline", "item complete", name, "--note", "By the pipeline.");
            default -> done("developer", "item complete", name);
        }
    }

    private void checkControls(JsonNode item) throws IOException {
        String name = item.path("id").asString();
        for (JsonNode control : item.path("controls")) {
            if (passed.add(control.asString())) {
                refused("developer", 1, "control-not-passing", "item complete", name);
                done("security", "control check", control.asString(), "--outcome", "fail", "--observed", "Not yet.");
                done("security", "control check", control.asString(), "--outcome", "pass", "--expected",
                        "as configured",
                        "--observed", "as configured", "--evidence", evidence(control.asString()).toString());
            }
        }
    }

    private Path evidence(String about) throws IOException {
        Path file = files.resolve(about.length() > 60 ? about.substring(about.length() - 60) : about);
        return Files.writeString(file, "What proves " + about + " in " + id + ".\n");
    }

    /** The four sign-offs, in the order of the checklists' tables. */
    void sign() {
        done("developer", "sign", "--role", "Developer", "--meaning", "authored");
        done("reviewer", "sign", "--role", "Reviewer", "--meaning", "reviewed");
        done("devops", "sign", "--role", "DevOps", "--meaning", "approved");
        done("security", "sign", "--role", "Security", "--meaning", "accepted risk");
    }

    /** The rules of a gate's unmet conditions; its exit code must agree. */
    Set<String> unmet(String gate) {
        Shell.Ran ran = run("auditor", "gate", "--for", gate);
        assertThat(ran.exit()).isEqualTo(ran.json().path("open").asBoolean() ? 0 : 4);
        Set<String> rules = new LinkedHashSet<>();
        ran.json().path("unmet").forEach(u -> rules.add(u.path("rule").asString()));
        return rules;
    }
}
