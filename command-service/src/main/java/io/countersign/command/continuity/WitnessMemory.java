package io.countersign.command.continuity;

import io.countersign.ledger.checkpoint.AddCheckpoint;
import io.countersign.ledger.note.SignedNote;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What a witness (C2SP tlog-witness) has cosigned of this log: asked to cosign as if it knew nothing yet, it answers 409 with the size it knows. One that
 * does know nothing cosigns.
 */
public final class WitnessMemory implements Memory {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int MAX_ANSWER = 64;

    private final HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final URI address;
    private final Supplier<SignedNote> checkpoint;

    /** @param address of the witness's {@code add-checkpoint}; @param checkpoint the log's newest, signed by its key; of an empty log one of size 0 */
    public WitnessMemory(URI address, Supplier<SignedNote> checkpoint) {
        this.address = address;
        this.checkpoint = checkpoint;
    }

    @Override
    public String name() {
        return "the witness at " + address;
    }

    @Override
    public Optional<Seen> seen() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address).timeout(PATIENCE)
                .header("Content-Type", "text/plain; charset=utf-8").POST(HttpRequest.BodyPublishers
                        .ofByteArray(new AddCheckpoint(0, List.of(), checkpoint.get()).bytes()))
                .build();
        HttpResponse<InputStream> response = client.send(request, BodyHandlers.ofInputStream());
        try (InputStream body = response.body()) {
            return switch (response.statusCode()) {
                case 409 -> Optional.of(new Seen(size(body.readNBytes(MAX_ANSWER)), null));
                case 200, 403, 404 -> Optional.empty(); // it has just begun, or knows no such log
                default -> throw new IOException("it answers " + response.statusCode());
            };
        }
    }

    private static long size(byte[] body) throws IOException {
        try {
            return AddCheckpoint.size(new String(body, StandardCharsets.US_ASCII).replaceFirst("\n$", ""));
        } catch (IllegalArgumentException e) {
            throw new IOException("it answers 409 with what is no size", e);
        }
    }
}
