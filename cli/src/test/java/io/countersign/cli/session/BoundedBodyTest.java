package io.countersign.cli.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class BoundedBodyTest {

    private final AtomicBoolean cancelled = new AtomicBoolean();

    private CompletableFuture<byte[]> read(long declared, int... parts) {
        BoundedBody body = new BoundedBody(declared, 10, () -> Failure.local("too large"));
        body.onSubscribe(new Subscription() {
            @Override
            public void request(long items) {
                // they come unasked
            }

            @Override
            public void cancel() {
                cancelled.set(true);
            }
        });
        for (int part : parts) {
            if (!cancelled.get()) {
                body.onNext(List.of(ByteBuffer.allocate(part)));
            }
        }
        if (!cancelled.get()) {
            body.onComplete();
        }
        return body.getBody().toCompletableFuture();
    }

    @Test
    void holds_as_much_as_may_be() {
        assertThat(read(0, 4, 6).join()).hasSize(10);
        assertThat(read(10, 10).join()).hasSize(10);
    }

    @Test
    void gives_up_at_the_first_byte_too_many_or_before_it_when_that_was_said() {
        assertThat(read(0, 4, 7)).isCompletedExceptionally();
        assertThat(cancelled).isTrue();
        cancelled.set(false);
        assertThat(read(11).exceptionNow()).hasMessage("too large");
        assertThat(cancelled).isTrue();
    }
}
