package io.countersign.cli.log;

import io.countersign.cli.session.Address;
import io.countersign.cli.session.Answer;
import io.countersign.cli.session.Failure;
import io.countersign.cli.session.Json;
import io.countersign.cli.session.Session;
import io.countersign.cli.session.Verb;
import io.countersign.cli.text.Columns;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

@Command(name = "tail", description = "Print the log's last entries, one a line.")
final class Tail extends Verb {

    private static final Duration INTERVAL = Duration.ofSeconds(1);

    @Option(names = {"-n",
        "--lines"}, paramLabel = "N", defaultValue = "10", description = "How many; 10 unless given, at most 1000.")
    private int lines;

    @Option(names = {"-f", "--follow"}, description = "Go on with what is sealed from now on, until interrupted.")
    private boolean follow;

    @Override
    protected Answer run(Session session) {
        if (lines < 1 || lines > 1000) {
            throw Failure.usage("--lines is 1 to 1000");
        }
        if (follow && session.json()) {
            throw Failure.usage("--follow has no end and --json is one document: leave one of them out");
        }
        long size = size(session);
        ArrayNode entries = Json.array();
        for (long position = Math.max(0, size - lines); position < size; position++) {
            entries.add(ShowEntry.described(position, entry(session, position)));
        }
        ObjectNode answer = Json.object();
        answer.set("items", entries);
        answer.put("position", size - 1).putNull("next");
        if (follow) {
            entries.forEach(e -> session.out().println(line(e)));
            follow(session, size);
        }
        return Answer.of(answer, () -> text(entries));
    }

    private static void follow(Session session, long from) {
        long next = from;
        while (!Thread.currentThread().isInterrupted()) {
            for (long size = size(session); next < size; next++) {
                session.out().println(line(ShowEntry.described(next, entry(session, next))));
                session.out().flush();
            }
            try {
                Thread.sleep(INTERVAL);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static long size(Session session) {
        return ShowCheckpoint.parse(
                new String(session.command().bytes(Address.of("/checkpoint")), StandardCharsets.UTF_8)).size();
    }

    private static byte[] entry(Session session, long position) {
        return session.command().bytes(Address.of("/entries/{}", Long.toString(position)));
    }

    private static String text(ArrayNode entries) {
        Columns columns = new Columns();
        entries.forEach(e -> columns.row(cells(e)));
        return columns.toString();
    }

    private static String line(JsonNode described) {
        return new Columns().row(cells(described)).toString();
    }

    private static String[] cells(JsonNode described) {
        JsonNode entry = described.path("entry");
        return new String[]{Json.text(described, "position"), Json.text(entry, "time"), Json.text(entry, "type"),
            Json.text(entry, "subject")};
    }
}
