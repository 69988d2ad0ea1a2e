package io.countersign.command.publication;

import io.countersign.command.outbound.BoundedHttp;
import io.countersign.ledger.checkpoint.AddCheckpoint;
import io.countersign.ledger.note.NoteRejected;
import io.countersign.ledger.note.NoteSignature;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Asks a witness over HTTP (C2SP tlog-witness): one {@code add-checkpoint}, bounded in time and size. */
final class WitnessClient {

    /** Most bytes of an answer that are read: room for dozens of ML-DSA lines. */
    private static final int MAX_ANSWER = 256 << 10;

    /** What a witness says. */
    sealed interface Answer {

        /** It has cosigned; nothing of the lines has been checked. */
        record Lines(List<NoteSignature> lines) implements Answer {}

        /** The old size is not the one it has; it has this one. */
        record Conflict(long size) implements Answer {}

        /** It has not cosigned. @param why in words; @param status 0 when it did not answer */
        record Failed(String why, int status) implements Answer {}
    }

    private final BoundedHttp http;

    WitnessClient(BoundedHttp http) {
        this.http = http;
    }

    Answer ask(URI url, AddCheckpoint request) throws InterruptedException {
        HttpResponse<byte[]> response;
        try {
            response = http.send(HttpRequest.newBuilder(url).header("Content-Type", "text/plain; charset=utf-8")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(request.bytes())), MAX_ANSWER);
        } catch (IOException e) {
            return new Answer.Failed(BoundedHttp.sentence(e), 0);
        }
        String body = new String(response.body(), StandardCharsets.UTF_8);
        return switch (response.statusCode()) {
            case 200 -> lines(body);
            case 409 -> size(body);
            case 403 -> failed(403, "it knows no key that has signed the checkpoint");
            case 404 -> failed(404, "it does not know this log");
            case 422 -> failed(422, "the checkpoint is not consistent with what it cosigned before");
            default -> failed(response.statusCode(), "it refuses");
        };
    }

    private static Answer lines(String body) {
        if (!body.endsWith("\n")) {
            return new Answer.Failed("its answer is no signature lines", 200);
        }
        List<NoteSignature> lines = new ArrayList<>();
        try {
            for (String line : body.substring(0, body.length() - 1).split("\n", -1)) {
                lines.add(NoteSignature.parse(line));
            }
        } catch (NoteRejected e) {
            return new Answer.Failed("its answer is no signature lines", 200);
        }
        return new Answer.Lines(lines);
    }

    private static Answer size(String body) {
        try {
            return new Answer.Conflict(AddCheckpoint.size(body.replaceFirst("\n$", "")));
        } catch (IllegalArgumentException e) {
            return failed(409, "its answer is no size");
        }
    }

    private static Answer failed(int status, String why) {
        return new Answer.Failed("it answers " + status + ": " + why, status);
    }
}
