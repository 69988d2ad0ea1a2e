package io.countersign.cli.checklist;

import io.countersign.cli.session.Address;
import io.countersign.cli.session.Answer;
import io.countersign.cli.session.Json;
import io.countersign.cli.session.Session;
import io.countersign.cli.session.Verb;
import io.countersign.ledger.hash.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

@Command(name = "export", description = "Write a checklist's exact bytes, as they were imported.")
final class Export extends Verb {

    @Parameters(paramLabel = "ID[@V]", description = "The checklist, in its latest version unless one is named.")
    @SuppressWarnings("NullAway.Init")
    private String checklist;

    @Option(names = "--out", paramLabel = "FILE", description = "Where to; else standard output. With --json and no --out the document holds them as base64.")
    private @Nullable Path out;

    @Override
    protected Answer run(Session session) throws IOException {
        Version version = Version.parse(checklist);
        byte[] bytes = session.command().bytes(Address.of("/api/v1/checklists/{}/source", version.id())
                .with("version", version.number()));
        ObjectNode answer = Json.object().put("id", version.id());
        Json.put(answer, "version", version.number());
        answer.put("digest", Digest.sha256(bytes).hex()).put("size", bytes.length);
        if (out != null) {
            Files.write(session.path(out), bytes);
            answer.put("out", out.toString());
            return Answer.of(answer, () -> out + ": " + bytes.length + " bytes, sha256 " + Digest.sha256(bytes).hex());
        }
        if (session.json()) {
            return Answer.of(answer.put("markdown", Base64.getEncoder().encodeToString(bytes)), () -> "");
        }
        session.out().write(bytes);
        return Answer.of(answer, () -> "");
    }
}
