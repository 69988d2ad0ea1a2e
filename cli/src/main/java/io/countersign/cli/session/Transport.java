package io.countersign.cli.session;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;

/**
 * Sends one request until it is answered. A request whose connection is lost is sent again as it is, so a write keeps its idempotency key and
 * is never done twice; an answer 429 or 503 that names a {@code Retry-After} is waited for. A service that nobody can connect to is given up
 * at once, unless it was there a moment ago.
 */
final class Transport implements AutoCloseable {

    private static final int ATTEMPTS = 5;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5)).followRedirects(HttpClient.Redirect.NEVER).build();

    <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler) {
        Duration pause = FIRST_PAUSE;
        for (int attempt = 1;; attempt++) {
            boolean last = attempt == ATTEMPTS;
            try {
                HttpResponse<T> response = client.send(request, handler);
                if (last || !busy(response)) {
                    return response;
                }
                pause = retryAfter(response, pause);
            } catch (ConnectException e) {
                if (last || attempt == 1) {
                    throw Failure.unreachable("nothing answers at " + root(request)
                            + "; is it running? (countersign up, or --url)");
                }
            } catch (HttpTimeoutException e) {
                if (last) {
                    throw Failure.unreachable(root(request) + " did not answer in time");
                }
            } catch (IOException e) {
                if (e.getCause() instanceof Failure given) {
                    throw given; // by the reader of its body: asking again would bring the same
                }
                if (e.getCause() instanceof UnresolvedAddressException) {
                    throw Failure.unreachable("no such host: " + request.uri().getHost());
                }
                if (last) {
                    throw Failure.unreachable("the connection to " + root(request) + " was lost " + ATTEMPTS
                            + " times: " + e.getMessage());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw Failure.local("interrupted");
            }
            rest(pause);
            pause = pause.multipliedBy(2);
        }
    }

    private static boolean busy(HttpResponse<?> response) {
        return (response.statusCode() == 503 || response.statusCode() == 429)
                && response.headers().firstValue("Retry-After").isPresent();
    }

    private static Duration retryAfter(HttpResponse<?> response, Duration otherwise) {
        String seconds = response.headers().firstValue("Retry-After").orElse("");
        if (!seconds.matches("[0-9]{1,4}")) {
            return otherwise;
        }
        Duration asked = Duration.ofSeconds(Long.parseLong(seconds));
        return asked.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : asked;
    }

    private static String root(HttpRequest request) {
        return request.uri().getScheme() + "://" + request.uri().getRawAuthority();
    }

    private static void rest(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Failure.local("interrupted");
        }
    }

    /** Ends the client's threads at once: by now every answer is there, or nobody waits for it. */
    @Override
    public void close() {
        client.shutdownNow();
    }
}
