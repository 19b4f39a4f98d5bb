package dev.outrigger.store.sql;

import dev.outrigger.meta.Revision;
import dev.outrigger.store.Event;
import dev.outrigger.store.Feed.Changes;
import dev.outrigger.store.Outcome;
import dev.outrigger.store.StoreException;
import dev.outrigger.store.Write;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// The one thread that writes: group commit.
///
/// While one transaction is on its way to the disk the next writes queue up, and all of them share the next
/// transaction and its one sync. A lone write is committed at once. Expected revisions are checked here, against
/// the log itself and within the transaction, so they need no other lock and hold after a restart. Nobody is told
/// of a write before it is on the disk.
final class Writer implements AutoCloseable {
    /// Bounds how long a write waits for those that share its transaction.
    private static final int MOST_IN_A_BATCH = 512;

    private final Log log;
    private final Faults faults;
    private final Upkeep upkeep;
    private final Consumer<List<Event>> published;
    private final BlockingQueue<Task> tasks = new LinkedBlockingQueue<>();
    private final Thread thread;
    private volatile long last;
    private volatile boolean closed;
    private boolean uncertain;

    private sealed interface Task {
        void fail(StoreException cause);

        record Change(Write write, Reply<Outcome> reply) implements Task {
            @Override
            public void fail(StoreException cause) {
                reply.fail(cause);
            }
        }

        record Chore(Log.Work<Boolean> work, Reply<Boolean> reply) implements Task {
            @Override
            public void fail(StoreException cause) {
                reply.fail(cause);
            }
        }
    }

    /// Takes the log over, and starts.
    ///
    /// @param published told of each transaction's changes before the callers are; must not block
    Writer(Log log, Faults faults, Upkeep upkeep, long last, Consumer<List<Event>> published) {
        this.log = log;
        this.faults = faults;
        this.upkeep = upkeep;
        this.last = last;
        this.published = published;
        this.thread =
                Thread.ofPlatform().daemon().name("outrigger-store-writer").start(this::run);
    }

    /// The last committed revision.
    long last() {
        return last;
    }

    Outcome write(Write write) {
        Reply<Outcome> reply = new Reply<>();
        put(new Task.Change(write, reply));
        return reply.await();
    }

    /// Has something done on the writing connection, between two batches.
    void chore(Log.Work<Boolean> work) {
        Reply<Boolean> reply = new Reply<>();
        put(new Task.Chore(work, reply));
        reply.await();
    }

    /// Finishes the batch under way and refuses the other writes.
    @Override
    public void close() {
        closed = true;
        tasks.add(new Task.Chore(_ -> true, new Reply<>()));
        Threads.join(List.of(thread));
    }

    private void put(Task task) {
        tasks.add(task);
        if (closed) refuseAll();
    }

    private void refuseAll() {
        for (Task task = tasks.poll(); task != null; task = tasks.poll())
            task.fail(new StoreException("the store is closed"));
    }

    private void run() {
        try (log) {
            while (!closed) {
                Task first = tasks.poll(upkeep.nanosToWait(), TimeUnit.NANOSECONDS);
                int changes = first == null ? 0 : serve(first);
                upkeep.after(last, changes);
            }
        } catch (InterruptedException _) {
            // Nobody does.
        } finally {
            closed = true;
            refuseAll();
        }
    }

    private int serve(Task first) {
        List<Task> waiting = new ArrayList<>(List.of(first));
        tasks.drainTo(waiting, MOST_IN_A_BATCH - 1);
        List<Task.Change> changes = new ArrayList<>();
        for (Task task : waiting) {
            switch (task) {
                case Task.Change change -> changes.add(change);
                case Task.Chore chore -> run(chore);
            }
        }
        if (!changes.isEmpty()) commit(changes);
        return changes.size();
    }

    private void run(Task.Chore chore) {
        try {
            chore.reply.give(chore.work.on(log));
        } catch (SQLException e) {
            chore.reply.fail(faults.of(e));
        } catch (RuntimeException | Error e) {
            chore.reply.fail(new StoreException("the store failed: " + e, e));
        }
    }

    private void commit(List<Task.Change> batch) {
        try {
            if (uncertain) recover();
            answer(batch, apply(batch));
        } catch (SQLException | RuntimeException | Error e) {
            boolean kept = failed();
            // One write may have failed the others, by its size for example.
            if (batch.size() > 1 && !kept) for (Task.Change change : batch) commit(List.of(change));
            else for (Task.Change change : batch) change.fail(fault(e));
        }
    }

    private StoreException fault(Throwable e) {
        return e instanceof SQLException sql ? faults.of(sql) : new StoreException("the write failed: " + e, e);
    }

    private void answer(List<Task.Change> batch, List<Outcome> outcomes) {
        for (int i = 0; i < batch.size(); i++) batch.get(i).reply.give(outcomes.get(i));
    }

    private List<Outcome> apply(List<Task.Change> batch) throws SQLException {
        List<Event> events = new ArrayList<>();
        List<Outcome> outcomes = log.writing(open -> {
            List<Outcome> each = new ArrayList<>();
            for (Task.Change change : batch) each.add(apply(change.write, events));
            if (!events.isEmpty()) open.last(last + events.size());
            return each;
        });
        publish(events);
        return outcomes;
    }

    private Outcome apply(Write write, List<Event> events) throws SQLException {
        var actual = log.entry(write.key());
        if (!write.expects(actual)) return new Outcome.Stale(actual);
        Event event = write.event(actual, new Revision(last + events.size() + 1));
        log.append(event);
        events.add(event);
        return new Outcome.Committed(event.revision());
    }

    private void publish(List<Event> events) {
        if (events.isEmpty()) return;
        last = events.getLast().revision().number();
        published.accept(events);
    }

    /// Finds out whether a transaction that failed was kept all the same: a commit that reports an error may have
    /// been.
    private boolean failed() {
        uncertain = true;
        try {
            return recover();
        } catch (SQLException _) {
            // Then the next batch asks first.
            return true;
        }
    }

    private boolean recover() throws SQLException {
        Changes missed = log.reading(open -> open.changes("", new Revision(last), Integer.MAX_VALUE, open.state()));
        publish(missed.events());
        uncertain = false;
        return !missed.events().isEmpty();
    }
}
