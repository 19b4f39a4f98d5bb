package dev.outrigger.store.etcd;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// One question and its answer, which the caller's thread waits for.
///
/// An interrupt of that thread waits too, as long as the answer may take: others may share it, and a write that is
/// under way should be heard of.
///
/// The waiting thread minds the time itself. A deadline of gRPC's would set an alarm on another thread of its own for
/// each call, and wake that to take it back.
final class Exchange<A extends Object> extends ClientCall.Listener<A> {
    /// A member that has lost the cluster says so at once instead of trying for seconds.
    private static final Metadata.Key<String> HAS_LEADER =
            Metadata.Key.of("hasleader", Metadata.ASCII_STRING_MARSHALLER);

    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile @Nullable A answer;
    private volatile @Nullable Status status;

    private Exchange() {}

    /// @param patience how long the answer may take
    /// @throws StatusRuntimeException where there is no answer
    static <Q, A extends Object> A run(
            Member member, MethodDescriptor<Q, A> method, CallOptions options, Duration patience, Q question) {
        var exchange = new Exchange<A>();
        var call = member.channel().newCall(method, options);
        call.start(exchange, headers());
        call.request(2);
        call.sendMessage(question);
        call.halfClose();
        return exchange.await(call, patience);
    }

    static Metadata headers() {
        var headers = new Metadata();
        headers.put(HAS_LEADER, "true");
        return headers;
    }

    @Override
    public void onMessage(A message) {
        answer = message;
    }

    @Override
    public void onClose(Status how, Metadata trailers) {
        status = how;
        ended.countDown();
    }

    private A await(ClientCall<?, A> call, Duration patience) {
        boolean interrupted = false;
        long end = System.nanoTime() + patience.toNanos();
        while (true) {
            try {
                if (!ended.await(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                    call.cancel("no answer within " + patience.toSeconds() + " s", null);
                    ended.await();
                }
                break;
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        if (interrupted) Thread.currentThread().interrupt();
        var how = status;
        var message = answer;
        if (how != null && how.isOk() && message != null) return message;
        throw (how == null || how.isOk() ? Status.INTERNAL.withDescription("no answer") : how).asRuntimeException();
    }
}
