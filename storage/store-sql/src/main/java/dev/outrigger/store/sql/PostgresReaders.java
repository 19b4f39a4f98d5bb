package dev.outrigger.store.sql;

import dev.outrigger.store.StoreException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// Reads, on whatever thread asks, each on a connection of its own for that while. A read whose connection is lost is
/// done again on another.
final class PostgresReaders implements AutoCloseable {
    private static final int MOST = 8;
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(3);
    private static final long PAUSE_MILLIS = 100;

    private final PostgresSessions sessions;
    private final Semaphore turns = new Semaphore(MOST, true);
    private final IdleLogs idle = new IdleLogs();
    private final AtomicLong newest = new AtomicLong(1);
    private volatile boolean closed;

    /// Something to read from a log that stands so.
    @FunctionalInterface
    interface Query<T> {
        T on(Log log, Log.State state) throws SQLException;
    }

    PostgresReaders(PostgresSessions sessions) {
        this.sessions = sessions;
    }

    /// Reads from one state of the database.
    <T> T read(Query<T> query) {
        return patiently(log -> log.reading(open -> query.on(open, current(open))));
    }

    /// Reads with one statement, in one round trip.
    <T> T once(Log.Work<T> statement) {
        return patiently(statement);
    }

    /// Where the log stands now.
    Log.State state() {
        return patiently(this::current);
    }

    private Log.State current(Log log) throws SQLException {
        long before = newest.get();
        Log.State state = log.state();
        if (state.last() < before)
            throw new StoreException("the database is at revision " + state.last() + ", it was at " + before
                    + ": a standby that is behind, or restored from a backup");
        newest.accumulateAndGet(state.last(), Math::max);
        return state;
    }

    /// Waits for the reads under way and refuses the others.
    @Override
    public void close() {
        closed = true;
        turns.acquireUninterruptibly(MOST);
        turns.release(MOST);
        idle.close();
    }

    private <T> T patiently(Log.Work<T> work) {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (true) {
            try {
                return inTurn(work, deadline);
            } catch (SQLException e) {
                refuseIfClosed();
                if (!PostgresFaults.passes(e) || System.nanoTime() - deadline >= 0)
                    throw sessions.faults().of(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new StoreException("interrupted while waiting for the database", e);
            }
        }
    }

    private <T> T inTurn(Log.Work<T> work, long deadline) throws SQLException, InterruptedException {
        if (!turns.tryAcquire(deadline - System.nanoTime(), TimeUnit.NANOSECONDS))
            throw new StoreException(
                    sessions.address().shown() + " does not answer in time: " + MOST + " other reads wait for it");
        try {
            refuseIfClosed();
            return on(connected(), work);
        } finally {
            turns.release();
        }
    }

    /// A pause after a failure is part of the turn: a database that is away is asked by few.
    private Log connected() throws SQLException, InterruptedException {
        while (true) {
            Optional<Log> known = idle.take();
            if (known.isPresent()) return known.get();
            try {
                connect();
            } catch (SQLException e) {
                if (PostgresFaults.passes(e)) Thread.sleep(PAUSE_MILLIS);
                throw e;
            }
        }
    }

    /// One more connection for whoever takes it; whoever waits for it may give up. On a thread of its own, as looking
    /// up a
    /// host's address waits in native code, and whatever carries a virtual thread would wait with it.
    private void connect() throws SQLException, InterruptedException {
        var made = new FutureTask<Void>(() -> {
            idle.give(sessions.reading());
            return null;
        });
        Thread.ofPlatform().daemon().name("outrigger-store-connect").start(made);
        try {
            made.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SQLException failed) throw failed;
            throw new StoreException(sessions.address().shown() + " cannot be reached", e);
        }
    }

    private <T> T on(Log log, Log.Work<T> work) throws SQLException {
        boolean fit = false;
        try {
            T result = work.on(log);
            fit = true;
            return result;
        } catch (StoreException e) {
            fit = true;
            throw e;
        } finally {
            if (fit) idle.give(log);
            else log.close();
        }
    }

    void refuseIfClosed() {
        if (closed) throw new StoreException("the store is closed");
    }
}
