package io.countersign.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A row of docs/REFUSALS.md, for one of the commands in its first cell. */
record RefusalRow(String command, String what, String problem, String rule, String exit, String recorded) {

    /** The rows of the table under a heading. */
    static List<RefusalRow> under(String heading) throws IOException {
        List<RefusalRow> rows = new ArrayList<>();
        boolean here = false;
        for (String line : Files.readAllLines(Path.of("../docs/REFUSALS.md"))) {
            here = line.startsWith("## ") ? line.equals(heading) : here;
            List<String> cells = Arrays.stream(line.split("\\|")).map(c -> c.strip().replace("`", "")).toList();
            if (here && line.startsWith("| `") && cells.size() == 7) {
                for (String command : cells.get(1).split(" +")) {
                    rows.add(new RefusalRow(command, cells.get(2), cells.get(3), cells.get(4), cells.get(5),
                            cells.get(6)));
                }
            }
        }
        return rows;
    }

    @Override
    public String toString() {
        return command + " " + rule;
    }
}
