package dev.outrigger.streams;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// What a client sends on one of its streams, until it is read. One thread adds, one reads.
final class Inlet extends InputStream {
    /// Bytes that nobody asked for yet, beyond which the client has to wait.
    private static final int MOST_WAITING = 64 * 1024;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final Condition room = lock.newCondition();
    private final Queue<byte[]> chunks = new ArrayDeque<>();
    private int offset;
    private long waiting;
    private boolean ended;
    private boolean unread;

    /// One that ends at once.
    static Inlet empty() {
        var inlet = new Inlet();
        inlet.end();
        return inlet;
    }

    /// Adds what the client sent; waits while too much is unread.
    void add(byte[] bytes) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (waiting > MOST_WAITING && !unread && !ended) room.await();
            if (unread || ended || bytes.length == 0) return;
            chunks.add(bytes);
            waiting += bytes.length;
            arrived.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// The client sends no more; what it sent can still be read.
    void end() {
        lock.lock();
        try {
            ended = true;
            arrived.signalAll();
            room.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Nobody reads any more: what comes is thrown away.
    @Override
    public void close() {
        lock.lock();
        try {
            unread = true;
            chunks.clear();
            waiting = 0;
            arrived.signalAll();
            room.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int at, int most) throws IOException {
        Objects.checkFromIndexSize(at, most, into.length);
        if (most == 0) return 0;
        try {
            lock.lockInterruptibly();
        } catch (InterruptedException _) {
            throw interrupted();
        }
        try {
            while (chunks.isEmpty() && !ended && !unread) arrived.await();
            return chunks.isEmpty() ? -1 : take(into, at, most);
        } catch (InterruptedException _) {
            throw interrupted();
        } finally {
            lock.unlock();
        }
    }

    private int take(byte[] into, int at, int most) {
        var first = chunks.element();
        int length = Math.min(most, first.length - offset);
        System.arraycopy(first, offset, into, at, length);
        offset += length;
        waiting -= length;
        if (offset == first.length) {
            chunks.remove();
            offset = 0;
        }
        room.signalAll();
        return length;
    }

    @Override
    public int available() {
        lock.lock();
        try {
            return (int) waiting;
        } finally {
            lock.unlock();
        }
    }

    /// The thread stays interrupted, for whoever does not let this through.
    static InterruptedIOException interrupted() {
        Thread.currentThread().interrupt();
        return new InterruptedIOException("the client is gone, or the server closes");
    }
}
