package io.countersign.command.outbound;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One client's way out: no redirects, no more bytes and no more time than given, to the last byte of the answer. */
public final class BoundedHttp implements AutoCloseable {

    /** What a whole exchange may take, unless said otherwise. */
    public static final Duration PATIENCE = Duration.ofSeconds(5);

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER).connectTimeout(Duration.ofSeconds(3)).build();
    private final Duration patience;

    public BoundedHttp() {
        this(PATIENCE);
    }

    /** @param patience what a whole exchange may take */
    public BoundedHttp(Duration patience) {
        this.patience = patience;
    }

    /** @throws IOException when nothing whole came back in time, or too much */
    public HttpResponse<byte[]> send(HttpRequest.Builder request, int mostBytes)
            throws IOException, InterruptedException {
        return answer(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), mostBytes));
    }

    /** The answer's status alone; its body is not read. */
    public int status(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<InputStream> answer = answer(request, BodyHandlers.ofInputStream());
        answer.body().close();
        return answer.statusCode();
    }

    private <T> HttpResponse<T> answer(HttpRequest.Builder request, BodyHandler<T> handler)
            throws IOException, InterruptedException {
        CompletableFuture<HttpResponse<T>> answer = client.sendAsync(request.timeout(patience).build(), handler);
        try {
            return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new IOException("it did not answer within " + patience.toMillis() + " ms", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
        } finally {
            answer.cancel(true);
        }
    }

    /** Why nothing came back, in a sentence. */
    public static String sentence(IOException e) {
        return e instanceof ConnectException || e instanceof HttpConnectTimeoutException
                ? "it cannot be reached"
                : "it does not answer: " + e.getMessage();
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
