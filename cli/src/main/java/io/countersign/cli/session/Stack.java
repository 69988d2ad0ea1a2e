package io.countersign.cli.session;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * A stack on this machine, as its {@code stack.json} describes it:
 * {@code {"command", "query", "issuer", "issuerSecret", "origin", "vkey", "tokens": {role: token}, …}}.
 */
record Stack(Path file, JsonNode members) {

    /** The stack of a data directory, if one was ever started there. */
    static Optional<Stack> in(Path directory) {
        Path file = directory.resolve("stack.json");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Stack(file, Json.parse(Files.readAllBytes(file))));
        } catch (IOException e) {
            throw Failure.local("cannot read " + file + ": " + e.getMessage());
        } catch (JacksonException e) {
            throw Failure.local(file + " is no JSON document; start the stack again: countersign up");
        }
    }

    URI command() {
        return address("command");
    }

    URI query() {
        return address("query");
    }

    URI issuer() {
        return address("issuer");
    }

    /** What the local issuer asks for before it gives a token; absent when the stack does not tell. */
    Optional<String> issuerSecret() {
        return Json.maybe(members, "issuerSecret");
    }

    Optional<String> vkey() {
        return Json.maybe(members, "vkey");
    }

    /** A token that the stack minted itself and renews; it may be past its 15 minutes when the stack is down. */
    @Nullable
    String token(String role) {
        return Json.maybe(members.path("tokens"), role).orElse(null);
    }

    private URI address(String member) {
        return Json.maybe(members, member).map(URI::create)
                .orElseThrow(() -> Failure.local(file + " names no " + member + "; start the stack again"));
    }
}
