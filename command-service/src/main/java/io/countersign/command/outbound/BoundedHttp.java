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
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

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

    /**
     * An answer without its body.
     *
     * @param retryAfter how long it asks to be left alone; null when it says nothing of it that can be understood
     */
    public record Head(int status, @Nullable Duration retryAfter) {}

    /** The answer's head alone; its body is not read. @param now when it is asked */
    public Head head(HttpRequest.Builder request, Instant now) throws IOException, InterruptedException {
        HttpResponse<InputStream> answer = answer(request, BodyHandlers.ofInputStream());
        answer.body().close();
        return new Head(answer.statusCode(),
                answer.headers().firstValue("Retry-After").flatMap(v -> retryAfter(v.strip(), now)).orElse(null));
    }

    /** RFC 9110, 10.2.3: seconds, or a date. */
    static Optional<Duration> retryAfter(String value, Instant now) {
        if (value.matches("[0-9]{1,9}")) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(value)));
        }
        try {
            Instant then = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(value));
            return Optional.of(then.isAfter(now) ? Duration.between(now, then) : Duration.ZERO);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
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
