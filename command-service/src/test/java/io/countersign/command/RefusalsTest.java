package io.countersign.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.command.control.ControlRefusals;
import io.countersign.command.decision.Decision;
import io.countersign.command.decision.Refusal;
import io.countersign.command.decision.Scenarios;
import io.countersign.command.decision.Story;
import io.countersign.command.deployment.DeploymentRefusals;
import io.countersign.command.ingest.IngestRefusals;
import io.countersign.command.item.ItemRefusals;
import io.countersign.command.maintenance.MaintenanceRefusals;
import io.countersign.command.procedure.StepRefusals;
import io.countersign.command.rollback.RollbackRefusals;
import io.countersign.command.signoff.SignRefusals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Walks docs/REFUSALS.md: each of its rows is tried, and each refusal that is tried has its row. */
class RefusalsTest {

    private static final Map<String, Function<Story, Decision>> TOLD = told();

    static List<RefusalRow> rows() throws IOException {
        return RefusalRow.under("## Decisions about deployments");
    }

    @ParameterizedTest
    @MethodSource("rows")
    void is_refused_as_its_row_says(RefusalRow row) {
        Function<Story, Decision> story = TOLD.get(row.toString());
        assertThat(story).as("a story for " + row).isNotNull();
        Refusal refusal = assertRefused(Objects.requireNonNull(story).apply(Story.opened()));
        assertThat(refusal.rule()).isEqualTo(row.rule());
        assertThat(refusal.problem().word()).isEqualTo(row.problem());
        assertThat(refusal.recorded() ? "yes" : "no").isEqualTo(row.recorded());
        assertThat(refusal.unmet().isEmpty() ? "1" : "4").as("exit code").isEqualTo(row.exit());
        assertThat(refusal.reason()).endsWith(".").doesNotContain("null");
    }

    @Test
    void every_refusal_told_has_its_row() throws IOException {
        assertThat(rows().stream().map(RefusalRow::toString)).doesNotHaveDuplicates().containsAll(TOLD.keySet());
    }

    /** Names of rules and commands are the strings with dashes in them; two more are words of a profile. */
    @Test
    void every_rule_in_the_sources_has_its_row() throws IOException {
        String table = Files.readString(Path.of("../docs/REFUSALS.md"));
        Pattern name = Pattern.compile("\"([a-z]+(?:-[a-z]+)+)\"");
        for (String feature : List.of("decision", "deployment", "item", "signoff", "control", "rollback", "ingest",
                "maintenance", "procedure")) {
            try (Stream<Path> sources = Files.list(Path.of("src/main/java/io/countersign/command", feature))) {
                for (Path source : sources.filter(Files::isRegularFile).toList()) {
                    assertThat(name.matcher(Files.readString(source)).results().map(m -> m.group(1))
                            .filter(n -> !n.equals("at-least") && !n.equals("at-most")))
                            .as(source.toString()).allSatisfy(n -> assertThat(table).contains("`" + n + "`"));
                }
            }
        }
    }

    private static Refusal assertRefused(Decision decision) {
        assertThat(decision).isInstanceOf(Decision.Refused.class);
        return ((Decision.Refused) decision).refusal();
    }

    private static Map<String, Function<Story, Decision>> told() {
        Scenarios told = new Scenarios();
        Stream.<java.util.function.Consumer<Scenarios>>of(ItemRefusals::tell, SignRefusals::tell,
                ControlRefusals::tell, RollbackRefusals::tell, DeploymentRefusals::tell, IngestRefusals::tell,
                MaintenanceRefusals::tell, StepRefusals::tell)
                .forEach(f -> f.accept(told));
        return told.byName().entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
