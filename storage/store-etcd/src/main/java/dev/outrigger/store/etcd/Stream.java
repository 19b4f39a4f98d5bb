package dev.outrigger.store.etcd;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// A call on which many messages come, for one thread that takes them.
///
/// Some may come before they are taken, so that the member is not asked for each: that costs as much as to hear it.
final class Stream<Q, A extends Object> extends ClientCall.Listener<A> {
    /// How many messages may wait here.
    private static final int AHEAD = 16;

    private sealed interface Heard<A> {
        record Message<A>(A message) implements Heard<A> {}

        record End<A>(Status how) implements Heard<A> {}
    }

    private final ClientCall<Q, A> call;
    private final LinkedBlockingQueue<Heard<A>> heard = new LinkedBlockingQueue<>();
    /// Messages that were taken since more were asked for; of the thread that takes them.
    private int taken;

    /// Guarded by this, as is all that is sent.
    private boolean cancelled;

    private Stream(ClientCall<Q, A> call) {
        this.call = call;
    }

    static <Q, A extends Object> Stream<Q, A> open(Member member, MethodDescriptor<Q, A> method) {
        var stream = new Stream<>(member.channel().newCall(method, CallOptions.DEFAULT));
        stream.call.start(stream, Exchange.headers());
        stream.call.request(AHEAD);
        return stream;
    }

    @Override
    public void onMessage(A message) {
        heard.add(new Heard.Message<>(message));
    }

    @Override
    public void onClose(Status how, Metadata trailers) {
        heard.add(new Heard.End<>(how));
    }

    /// Sends a message, without waiting; where the stream has ended, [#next] tells.
    synchronized void send(Q message) {
        if (!cancelled) call.sendMessage(message);
    }

    /// The next message; empty where none came in that time.
    ///
    /// @throws StatusException where the stream has ended
    Optional<A> next(Duration patience) throws StatusException, InterruptedException {
        return switch (heard.poll(patience.toNanos(), TimeUnit.NANOSECONDS)) {
            case null -> Optional.empty();
            case Heard.Message<A>(var message) -> {
                if (++taken == AHEAD / 2) {
                    call.request(taken);
                    taken = 0;
                }
                yield Optional.of(message);
            }
            case Heard.End<A>(var how) -> {
                heard.add(new Heard.End<>(how));
                throw (how.isOk() ? Status.UNAVAILABLE.withDescription("the member closed the stream") : how)
                        .asException();
            }
        };
    }

    /// Ends it.
    synchronized void cancel(String why) {
        cancelled = true;
        call.cancel(why, null);
    }
}
