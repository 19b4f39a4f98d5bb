package dev.outrigger.store.sql;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/// Connections that nobody uses now. The last one given is taken first; one that rests for a minute is closed, before
/// something between here and the database forgets it.
final class IdleLogs implements AutoCloseable {
    private static final long LONGEST_REST_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Resting> resting = new ArrayDeque<>();
    private boolean closed;

    private record Resting(Log log, long since) {
        boolean isTooLong() {
            return System.nanoTime() - since > LONGEST_REST_NANOS;
        }
    }

    /// One of them, for the caller alone; empty where none is there.
    Optional<Log> take() {
        lock.lock();
        try {
            closeRested();
            return Optional.ofNullable(resting.pollLast()).map(Resting::log);
        } finally {
            lock.unlock();
        }
    }

    /// It rests, or is closed where nobody takes any more.
    void give(Log log) {
        lock.lock();
        try {
            closeRested();
            if (closed) log.close();
            else resting.addLast(new Resting(log, System.nanoTime()));
        } finally {
            lock.unlock();
        }
    }

    private void closeRested() {
        while (!resting.isEmpty() && resting.getFirst().isTooLong())
            resting.removeFirst().log.close();
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            while (!resting.isEmpty()) resting.removeFirst().log.close();
        } finally {
            lock.unlock();
        }
    }
}
