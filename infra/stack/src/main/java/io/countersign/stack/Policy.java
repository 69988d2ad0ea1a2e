package io.countersign.stack;

import io.countersign.ledger.checkpoint.WitnessPolicy;
import io.countersign.ledger.note.Ed25519;
import io.countersign.ledger.note.Ed25519Key;
import io.countersign.local.LocalFault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;

/** Which witnesses command-service asks to cosign what it publishes: a file in the form of C2SP tlog-policy. */
final class Policy {

    private Policy() {}

    /**
     * A file that the caller gives.
     *
     * @throws LocalFault naming file and line when it cannot be followed
     */
    static Path given(Path file) {
        var path = file.toAbsolutePath().normalize();
        try {
            WitnessPolicy.parse(Files.readString(path, StandardCharsets.UTF_8));
            return path;
        } catch (IOException e) {
            throw new LocalFault("The witness policy " + path + " cannot be read: " + LocalFault.why(e) + ".", e);
        } catch (IllegalArgumentException e) {
            throw new LocalFault("The witness policy " + path + " is malformed: " + e.getMessage() + ".", e);
        }
    }

    /** Writes the one of a stack by itself: query-service cosigns, and no quorum is asked for. */
    static Path own(DataDirectory data, String origin, Ed25519Key witness, StackPorts ports, InstantSource clock) {
        var file = data.root().resolve("witness-policy");
        var vkey = Ed25519.cosigner(origin + "/query", witness, clock).verifierKey().format();
        try {
            return Files.writeString(file, "witness query-service " + vkey + " " + StackPorts.address(ports.query())
                    + "\nquorum none\n");
        } catch (IOException e) {
            throw new LocalFault("Cannot write " + file + ": " + LocalFault.why(e) + ".", e);
        }
    }
}
