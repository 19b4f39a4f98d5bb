package dev.outrigger.store.sql;

import com.zaxxer.hikari.HikariDataSource;
import dev.outrigger.store.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// Reads, on whatever thread asks, each on a connection of the pool. A read whose connection is lost is done again on
/// another.
final class PostgresReaders implements AutoCloseable {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(3);
    private static final long PAUSE_MILLIS = 20;

    private final PostgresFaults faults;
    private final HikariDataSource pool;
    private final AtomicLong newest = new AtomicLong(1);
    private volatile boolean closed;

    /// Something to read from a log that stands so.
    @FunctionalInterface
    interface Query<T> {
        T on(Log log, Log.State state) throws SQLException;
    }

    PostgresReaders(PostgresSessions sessions) {
        this.faults = sessions.faults();
        this.pool = sessions.pool();
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

    @Override
    public void close() {
        closed = true;
        pool.close();
    }

    private <T> T patiently(Log.Work<T> work) {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (true) {
            refuseIfClosed();
            try (Connection connection = pool.getConnection()) {
                return work.on(PostgresSessions.log(connection));
            } catch (SQLException e) {
                refuseIfClosed();
                if (!PostgresFaults.passes(e) || System.nanoTime() - deadline >= 0) throw faults.of(e);
            }
            pause();
        }
    }

    private void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException("interrupted while waiting for the database", e);
        }
    }

    void refuseIfClosed() {
        if (closed) throw new StoreException("the store is closed");
    }
}
