package io.countersign.cli.session;

import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Holds an answer, and gives it up with a failure of its own once it is larger than may be: another try would bring as much. */
final class BoundedBody implements BodySubscriber<byte[]> {

    private final BodySubscriber<byte[]> held = BodySubscribers.ofByteArray();
    private final long declared;
    private final long most;
    private final Supplier<Failure> tooLarge;
    private @Nullable Subscription subscription;
    private long bytes;

    /** @param declared its length in bytes, if it is said; @param most that is held of it; @param tooLarge what to say when there is more */
    BoundedBody(long declared, long most, Supplier<Failure> tooLarge) {
        this.declared = declared;
        this.most = most;
        this.tooLarge = tooLarge;
    }

    @Override
    public void onSubscribe(Subscription given) {
        subscription = given;
        held.onSubscribe(given);
        if (declared > most) {
            giveUp();
        }
    }

    @Override
    public void onNext(List<ByteBuffer> items) {
        bytes += items.stream().mapToLong(ByteBuffer::remaining).sum();
        if (bytes > most) {
            giveUp();
        } else {
            held.onNext(items);
        }
    }

    private void giveUp() {
        if (subscription != null) {
            subscription.cancel();
        }
        held.onError(tooLarge.get());
    }

    @Override
    public void onError(Throwable fault) {
        held.onError(fault);
    }

    @Override
    public void onComplete() {
        held.onComplete();
    }

    @Override
    public CompletionStage<byte[]> getBody() {
        return held.getBody();
    }
}
