package io.countersign.command.publication;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The way out to witnesses and time stamp authorities: no redirects, no more bytes and no more time than given, to the last byte of the answer. */
final class BoundedHttp implements AutoCloseable {

    /** What a whole exchange may take. */
    static final Duration PATIENCE = Duration.ofSeconds(5);

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER).connectTimeout(Duration.ofSeconds(3)).build();

    /** @throws IOException when nothing whole came back in time, or too much */
    HttpResponse<byte[]> send(HttpRequest.Builder request, int mostBytes) throws IOException, InterruptedException {
        CompletableFuture<HttpResponse<byte[]>> answer = client.sendAsync(request.timeout(PATIENCE).build(),
                BodyHandlers.limiting(BodyHandlers.ofByteArray(), mostBytes));
        try {
            return answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new IOException("it did not answer within " + PATIENCE.toSeconds() + " s", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
        } finally {
            answer.cancel(true);
        }
    }

    static String sentence(IOException e) {
        return e instanceof ConnectException || e instanceof HttpConnectTimeoutException
                ? "it cannot be reached"
                : "it does not answer: " + e.getMessage();
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
