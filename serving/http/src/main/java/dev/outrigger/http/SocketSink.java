package dev.outrigger.http;

import dev.outrigger.pipeline.ApiResponse;
import io.netty.buffer.ByteBuf;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// A client's end of a stream: takes bytes on any thread, writes them on the connection's event loop.
///
/// At most two slices are under way to one client; further writes wait until the socket took one. A client that takes
/// nothing for too long is cut off.
final class SocketSink implements ApiResponse.Sink {
    private static final int MOST_UNDER_WAY = Slices.LONGEST;

    private final Context context;
    private final Outlet outlet;
    private volatile Duration stall;
    private final Runnable cutOff;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition room = lock.newCondition();
    private final List<Runnable> actions = new ArrayList<>();
    private final AtomicLong underWay = new AtomicLong();
    /// How many threads wait for room; the event loop looks for them, and takes the lock only where there are any.
    private volatile int waiting;

    private volatile boolean gone;

    /// Where the bytes go; used on the event loop alone.
    interface Outlet {
        /// Whether nothing can be written any more.
        boolean isClosed();

        /// Writes and flushes; completed when the socket has taken the bytes.
        Future<Void> write(Buffer bytes);
    }

    /// @param stall how long a write waits for a client that takes nothing
    /// @param cutOff what ends the connection of such a client
    SocketSink(Context context, Outlet outlet, Duration stall, Runnable cutOff) {
        this.context = context;
        this.outlet = outlet;
        this.stall = stall;
        this.cutOff = cutOff;
    }

    /// Waits that long from now on for a client that takes nothing.
    void waitUpTo(Duration longest) {
        stall = longest;
    }

    @Override
    public boolean write(List<byte[]> parts) throws InterruptedException {
        for (var pieces = new Slices(parts); pieces.hasNext(); ) {
            if (!write(pieces.next())) return false;
        }
        return !isGone();
    }

    private boolean write(ByteBuf piece) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            if (!awaitRoom()) return false;
            add(piece);
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void add(ByteBuf piece) {
        int size = piece.readableBytes();
        underWay.addAndGet(size);
        context.runOnContext(_ -> send(piece, size));
    }

    @Override
    public boolean offer(Supplier<List<byte[]>> parts) {
        if (isFull() || gone) return false;
        new Slices(parts.get()).forEachRemaining(this::add);
        return true;
    }

    private boolean isFull() {
        return underWay.get() > MOST_UNDER_WAY;
    }

    private boolean awaitRoom() throws InterruptedException {
        if (!isFull()) return !gone;
        waiting++;
        try {
            return awaitTaken();
        } finally {
            waiting--;
        }
    }

    private boolean awaitTaken() throws InterruptedException {
        long before = underWay.get();
        long patience = stall.toNanos();
        while (isFull() && !gone) {
            patience = room.awaitNanos(patience);
            long now = underWay.get();
            if (now != before) {
                before = now;
                patience = stall.toNanos();
            } else if (patience <= 0) {
                cutOff.run();
                return false;
            }
        }
        return !gone;
    }

    private void send(ByteBuf piece, int size) {
        if (outlet.isClosed()) {
            taken(size);
            leave();
            return;
        }
        outlet.write(BufferInternal.buffer(piece)).onComplete(result -> {
            taken(size);
            if (result.failed()) leave();
        });
    }

    private void taken(int size) {
        underWay.addAndGet(-size);
        if (waiting == 0) return;
        lock.lock();
        try {
            room.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void onGone(Runnable action) {
        lock.lock();
        try {
            if (!gone) {
                actions.add(action);
                return;
            }
        } finally {
            lock.unlock();
        }
        action.run();
    }

    /// Nothing more is written: the client went away, or the server is about to. Callable from any thread; the actions
    /// run on a thread of their own, for an event loop must not wait for them.
    void leave() {
        List<Runnable> due;
        lock.lock();
        try {
            if (gone) return;
            gone = true;
            room.signalAll();
            due = List.copyOf(actions);
            actions.clear();
        } finally {
            lock.unlock();
        }
        if (!due.isEmpty()) Thread.ofVirtual().name("gone").start(() -> due.forEach(Runnable::run));
    }

    /// Whether nothing more is written.
    boolean isGone() {
        return gone;
    }
}
