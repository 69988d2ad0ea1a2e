package io.countersign.cli.checklist;

import io.countersign.cli.session.Address;
import io.countersign.cli.session.Answer;
import io.countersign.cli.session.Json;
import io.countersign.cli.session.Session;
import io.countersign.cli.session.Verb;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Command;

@Command(name = "profile-schema", description = "Print the JSON Schema of profiles, for editors and checks before an import.")
final class ProfileSchema extends Verb {

    @Override
    protected Answer run(Session session) throws IOException {
        byte[] schema = session.command().bytes(Address.of("/api/v1/profile-schema"));
        return Answer.of(Json.parse(schema), () -> new String(schema, StandardCharsets.UTF_8).stripTrailing());
    }
}
