package dev.outrigger.store.etcd;

import dev.outrigger.store.Watching;
import io.etcd.jetcd.api.MaintenanceGrpc;
import io.etcd.jetcd.api.StatusRequest;
import io.etcd.jetcd.api.WatchCreateRequest;
import io.etcd.jetcd.api.WatchGrpc;
import io.etcd.jetcd.api.WatchProgressRequest;
import io.etcd.jetcd.api.WatchRequest;
import io.etcd.jetcd.api.WatchResponse;
import io.grpc.CallOptions;
import io.grpc.ClientInterceptors;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.stub.BlockingClientCall;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/// One stream of changes from one member.
///
/// Where etcd tells truly how far a watch is, the watch is of its prefix. An etcd that may tell it before the changes
/// themselves (see [EtcdVersion]) is asked for all changes of all keys, for the next change of any key proves how far
/// the watch is.
final class WatchConnection {
    private static final WatchRequest PROGRESS = WatchRequest.newBuilder()
            .setProgressRequest(WatchProgressRequest.getDefaultInstance())
            .build();
    private static final Duration OPENING = Duration.ofSeconds(5);
    /// An answer that takes longer was not given: etcd has none to give while the watch is not up to date.
    private static final Duration ANSWER = Duration.ofMillis(50);

    private static final Duration DEAD = Duration.ofSeconds(3);

    private final BlockingClientCall<WatchRequest, WatchResponse> call;
    private final boolean tellsProgress;
    private final long revision;
    private final ReentrantLock asking = new ReentrantLock();
    private volatile boolean asked;
    private volatile long askedAt;

    private WatchConnection(
            BlockingClientCall<WatchRequest, WatchResponse> call, boolean tellsProgress, long revision) {
        this.call = call;
        this.tellsProgress = tellsProgress;
        this.revision = revision;
    }

    /// Asks for the changes that the watcher has not heard. What comes may begin with the last one that it has, and may
    /// be of other keys.
    static WatchConnection open(Member member, Predicate<EtcdVersion> tellsProgress, Watching watching)
            throws StatusException, InterruptedException {
        var status = Exchange.run(
                member,
                MaintenanceGrpc.getStatusMethod(),
                CallOptions.DEFAULT.withDeadlineAfter(OPENING.toMillis(), TimeUnit.MILLISECONDS),
                StatusRequest.getDefaultInstance());
        boolean asks = tellsProgress.test(EtcdVersion.parse(status.getVersion()));
        var channel = ClientInterceptors.intercept(
                member.channel(), MetadataUtils.newAttachHeadersInterceptor(Exchange.headers()));
        long revision = status.getHeader().getRevision();
        var connection = new WatchConnection(
                ClientCalls.blockingBidiStreamingCall(channel, WatchGrpc.getWatchMethod(), CallOptions.DEFAULT),
                asks,
                revision);
        // etcd compares the revision with what it has compacted, and would be content with the first one after that,
        // whose removal of a key may be lost. A revision to come spares it the search in the past.
        long after = watching.position().number();
        boolean past = revision > after;
        connection.begin(asks ? watching.prefix() : "", past ? after : after + 1);
        return connection;
    }

    /// How far the member was when the connection began.
    long revision() {
        return revision;
    }

    private void begin(String prefix, long from) throws StatusException, InterruptedException {
        var create = WatchCreateRequest.newBuilder()
                .setKey(Wire.start(prefix))
                .setRangeEnd(Wire.end(prefix))
                .setStartRevision(from)
                .setPrevKv(true)
                .setProgressNotify(true);
        call.write(WatchRequest.newBuilder().setCreateRequest(create).build());
        var first = next(OPENING);
        if (first.isPresent() && first.get().getCreated() && !first.get().getCanceled()) return;
        var why = first.map(WatchResponse::getCancelReason).orElse("the watch was not opened in time");
        cancel();
        throw Status.UNAVAILABLE.withDescription(why).asException();
    }

    /// The next message; empty where none came in that time.
    Optional<WatchResponse> next(Duration patience) throws StatusException, InterruptedException {
        try {
            var message = call.read(patience.toNanos(), TimeUnit.NANOSECONDS);
            if (message == null)
                throw Status.UNAVAILABLE.withDescription("the watch was closed").asException();
            asked = false;
            return Optional.of(message);
        } catch (TimeoutException _) {
            if (asked && System.nanoTime() - askedAt > DEAD.toNanos()) {
                throw Status.UNAVAILABLE
                        .withDescription("the watch says nothing")
                        .asException();
            }
            return Optional.empty();
        }
    }

    /// Asks how far the watch is, where that is of use and was not just asked.
    void ask() {
        if (!tellsProgress || !asking.tryLock()) return;
        try {
            long now = System.nanoTime();
            if (asked && now - askedAt < ANSWER.toNanos()) return;
            if (!asked) askedAt = now;
            asked = true;
            call.write(PROGRESS, ANSWER.toNanos(), TimeUnit.NANOSECONDS);
        } catch (StatusException | TimeoutException _) {
            // Whoever reads the stream finds out.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            asking.unlock();
        }
    }

    void cancel() {
        call.cancel("the watch is over", null);
    }
}
