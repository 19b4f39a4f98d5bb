package dev.outrigger.store.sql;

import dev.outrigger.store.StoreException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;

/// Threads that read, each with a connection of its own.
///
/// A call into SQLite pins the carrier of a virtual thread, and a long list would take a carrier from every other
/// request. So platform threads read, and who asks waits unpinned; the hand-over costs some microseconds.
final class Readers implements AutoCloseable {
    private final Faults faults;
    private final BlockingQueue<Job<?>> jobs = new LinkedBlockingQueue<>();
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicLong newest = new AtomicLong();
    private volatile boolean closed;

    private record Job<T>(Query<T> query, Reply<T> reply) {}

    /// Something to read from a log that stands so.
    @FunctionalInterface
    interface Query<T> {
        T on(Log log, Log.State state) throws SQLException;
    }

    Readers(List<Log> logs, Faults faults) {
        this.faults = faults;
        for (Log log : logs)
            threads.add(
                    Thread.ofPlatform().daemon().name("outrigger-store-reader").start(() -> work(log)));
    }

    /// Reads from one state of the database.
    <T> T read(Query<T> query) {
        Reply<T> reply = new Reply<>();
        jobs.add(new Job<>(query, reply));
        if (closed) refuseAll();
        return reply.await();
    }

    /// The newest revision that a read saw. A reader may see a commit before the writer's thread can say that it is
    /// done; who has seen it must not be told of an older one later.
    long newest() {
        return newest.get();
    }

    /// Waits for the reads under way and refuses the others.
    @Override
    public void close() {
        closed = true;
        refuseAll();
        for (Thread _ : threads) jobs.add(new Job<>((_, _) -> "wake up", new Reply<>()));
        Threads.join(threads);
        refuseAll();
    }

    private void work(Log log) {
        try (log) {
            while (!closed) run(jobs.take(), log);
        } catch (InterruptedException _) {
            // Nobody does.
        }
    }

    private <T> void run(Job<T> job, Log log) {
        try {
            job.reply.give(log.reading(open -> {
                Log.State state = open.state();
                newest.accumulateAndGet(state.last(), Math::max);
                return job.query.on(open, state);
            }));
        } catch (StoreException e) {
            job.reply.fail(e);
        } catch (SQLException e) {
            job.reply.fail(faults.of(e));
        } catch (RuntimeException | Error e) {
            job.reply.fail(new StoreException("the read failed: " + e, e));
        }
    }

    private void refuseAll() {
        for (Job<?> job = jobs.poll(); job != null; job = jobs.poll())
            job.reply.fail(new StoreException("the store is closed"));
    }
}
