package dev.outrigger.http;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// What a client sent and nobody has asked for yet: filled on the event loop, emptied by one other thread at a time.
/// Where it holds much, the client has to wait.
final class Inbox<M> {
    /// It holds at most this many bytes, and one piece more.
    private static final int MOST_WAITING = 64 * 1024;

    private static final Duration FOREVER = Duration.ofNanos(Long.MAX_VALUE);

    private final Context context;
    private final ReadStream<Buffer> client;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final Queue<Piece<M>> pieces = new ArrayDeque<>();
    private long waiting;
    private boolean over;

    private record Piece<M>(M content, int length) {}

    /// @param client what is read from, and paused where too much came
    Inbox(Context context, ReadStream<Buffer> client) {
        this.context = context;
        this.client = client;
    }

    /// Something came; on the event loop.
    void add(M content, int length) {
        lock.lock();
        try {
            if (over) return;
            pieces.add(new Piece<>(content, length));
            waiting += length;
            if (waiting > MOST_WAITING) client.pause();
            arrived.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Nothing more comes. From any thread.
    void close() {
        lock.lock();
        try {
            over = true;
            arrived.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// What came next; waits for it.
    ///
    /// @return empty where nothing more comes
    Optional<M> take() throws InterruptedException {
        return take(FOREVER);
    }

    /// What came next; waits for it that long.
    ///
    /// @return empty where nothing came, or comes any more
    Optional<M> take(Duration most) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = most.toNanos();
            while (pieces.isEmpty() && !over && left > 0) left = arrived.awaitNanos(left);
            var next = Optional.ofNullable(pieces.poll());
            boolean paused = waiting > MOST_WAITING;
            next.ifPresent(piece -> waiting -= piece.length());
            if (paused && waiting <= MOST_WAITING) context.runOnContext(_ -> client.resume());
            return next.map(Piece::content);
        } finally {
            lock.unlock();
        }
    }
}
