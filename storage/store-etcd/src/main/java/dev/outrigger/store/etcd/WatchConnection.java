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
import io.grpc.Status;
import io.grpc.StatusException;
import java.time.Duration;
import java.util.Optional;
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

    private final Stream<WatchRequest, WatchResponse> stream;
    private final boolean tellsProgress;
    private final long revision;
    private final ReentrantLock asking = new ReentrantLock();
    private volatile boolean asked;
    private volatile long askedAt;

    private WatchConnection(Stream<WatchRequest, WatchResponse> stream, boolean tellsProgress, long revision) {
        this.stream = stream;
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
                CallOptions.DEFAULT,
                OPENING,
                StatusRequest.getDefaultInstance());
        boolean asks = tellsProgress.test(EtcdVersion.parse(status.getVersion()));
        long revision = status.getHeader().getRevision();
        var connection = new WatchConnection(Stream.open(member, WatchGrpc.getWatchMethod()), asks, revision);
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
        stream.send(WatchRequest.newBuilder().setCreateRequest(create).build());
        var first = next(OPENING);
        if (first.isPresent() && first.get().getCreated() && !first.get().getCanceled()) return;
        var why = first.map(WatchResponse::getCancelReason).orElse("the watch was not opened in time");
        cancel();
        throw Status.UNAVAILABLE.withDescription(why).asException();
    }

    /// The next message; empty where none came in that time.
    Optional<WatchResponse> next(Duration patience) throws StatusException, InterruptedException {
        var message = stream.next(patience);
        if (message.isPresent()) asked = false;
        else if (asked && System.nanoTime() - askedAt > DEAD.toNanos()) {
            throw Status.UNAVAILABLE.withDescription("the watch says nothing").asException();
        }
        return message;
    }

    /// Asks how far the watch is, where that is of use and was not just asked.
    void ask() {
        if (!tellsProgress || !asking.tryLock()) return;
        try {
            long now = System.nanoTime();
            if (asked && now - askedAt < ANSWER.toNanos()) return;
            if (!asked) askedAt = now;
            asked = true;
            stream.send(PROGRESS);
        } finally {
            asking.unlock();
        }
    }

    void cancel() {
        stream.cancel("the watch is over");
    }
}
