package dev.outrigger.store.sql;

import dev.outrigger.meta.Revision;
import dev.outrigger.store.Entry;
import dev.outrigger.store.Event;
import dev.outrigger.store.Outcome;
import dev.outrigger.store.StoreException;
import dev.outrigger.store.UncertainException;
import dev.outrigger.store.Write;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The one thread of this server that writes: group commit, as [Writer] does it, in turns with the writers of other
/// servers.
///
/// Where the connection is lost it makes another and tries again for a while. A transaction that was lost while it
/// committed is looked up first: it is never applied twice, and nobody is told that it failed where it was kept.
final class PostgresWriter implements AutoCloseable {
    private static final int MOST_IN_A_BATCH = 512;
    /// Bounds what a batch takes of this process's memory and of the database's.
    private static final long MOST_BYTES = 8 << 20;

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long PAUSE_MILLIS = 50;

    private final PostgresSessions sessions;
    private final String channel;
    private final Consumer<List<Event>> published;
    private final UUID id = UUID.randomUUID();
    private final BlockingQueue<Task> tasks = new LinkedBlockingQueue<>();
    private final Thread thread;
    private volatile boolean closed;
    private @Nullable Log log;
    private @Nullable PostgresTurn turn;
    private @Nullable Task next;
    private long batches;
    /// The last attempt to connect failed: whoever comes now gets one attempt and no patience.
    private boolean down;

    private record Task(Write write, Reply<Outcome> reply) {
        static final Task WAKE = new Task(new Write.Delete("", new Revision(1)), new Reply<>());

        int bytes() {
            return switch (write) {
                case Write.Create(var _, byte[] value) -> value.length;
                case Write.Replace(var _, byte[] value, var _) -> value.length;
                case Write.Delete _ -> 0;
            };
        }
    }

    /// What a transaction would do.
    private record Plan(long batch, List<Event> events, List<Outcome> outcomes) {}

    /// @param published told of each transaction's changes before the callers are; must not block
    PostgresWriter(PostgresSessions sessions, String channel, Consumer<List<Event>> published) {
        this.sessions = sessions;
        this.channel = channel;
        this.published = published;
        this.thread =
                Thread.ofPlatform().daemon().name("outrigger-store-writer").start(this::run);
    }

    Outcome write(Write write) {
        Task task = new Task(write, new Reply<>());
        tasks.add(task);
        if (closed) refuseAll();
        return task.reply.await();
    }

    /// Finishes the batch under way and refuses the other writes.
    @Override
    public void close() {
        closed = true;
        tasks.add(Task.WAKE);
        Threads.join(List.of(thread));
    }

    private void refuseAll() {
        for (Task task = tasks.poll(); task != null; task = tasks.poll())
            task.reply.fail(new StoreException("the store is closed"));
    }

    private void run() {
        try {
            while (!closed) {
                List<Task> batch = nextBatch();
                if (!batch.isEmpty()) serve(batch);
            }
        } catch (InterruptedException _) {
            // Nobody does.
        } finally {
            closed = true;
            if (next != null) tasks.add(next);
            refuseAll();
            disconnect();
        }
    }

    private List<Task> nextBatch() throws InterruptedException {
        List<Task> batch = new ArrayList<>();
        long bytes = 0;
        Task task = next == null ? tasks.take() : next;
        next = null;
        while (task != null) {
            if (!batch.isEmpty() && bytes + task.bytes() > MOST_BYTES) {
                next = task;
                return batch;
            }
            if (task != Task.WAKE) batch.add(task);
            bytes += task.bytes();
            task = batch.size() < MOST_IN_A_BATCH ? tasks.poll() : null;
        }
        return batch;
    }

    private void serve(List<Task> batch) throws InterruptedException {
        try {
            answer(batch, patiently(batch));
        } catch (StoreException e) {
            for (Task task : batch) task.reply.fail(e);
        } catch (SQLException e) {
            // One write may have failed the others, by a key that no text can hold for example.
            if (batch.size() > 1 && !PostgresFaults.passes(e)) for (Task task : batch) serve(List.of(task));
            else for (Task task : batch) task.reply.fail(sessions.faults().of(e));
        } catch (RuntimeException | Error e) {
            disconnect();
            for (Task task : batch) task.reply.fail(new StoreException("the write failed: " + e, e));
        }
    }

    private static void answer(List<Task> batch, List<Outcome> outcomes) {
        for (int i = 0; i < batch.size(); i++) batch.get(i).reply.give(outcomes.get(i));
    }

    /// Commits the batch, with another connection where one is lost.
    ///
    /// @throws SQLException where it was certainly not kept
    /// @throws UncertainException where nobody can say
    private List<Outcome> patiently(List<Task> batch) throws SQLException, InterruptedException {
        long deadline = System.nanoTime() + (down ? 0 : PATIENCE_NANOS);
        Optional<Plan> doubtful = Optional.empty();
        Optional<SQLException> failure = Optional.empty();
        while (true) {
            try {
                PostgresTurn mine = connected();
                if (doubtful.isPresent()) {
                    Plan plan = doubtful.get();
                    if (mine.kept(plan.batch)) return done(plan);
                    doubtful = Optional.empty();
                    // A full disk, say, is no better the second time.
                    if (failure.isPresent() && !PostgresFaults.passes(failure.get())) throw failure.get();
                }
                Plan plan = plan(mine, batch);
                if (plan.events.isEmpty()) return plan.outcomes;
                doubtful = Optional.of(plan);
                mine.commit(plan.events, plan.batch);
                return done(plan);
            } catch (SQLException e) {
                disconnect();
                failure = Optional.of(e);
                boolean late = System.nanoTime() - deadline >= 0 || closed;
                if (late && doubtful.isPresent()) throw uncertain(e);
                if (doubtful.isEmpty() && (late || !PostgresFaults.passes(e))) throw e;
                Thread.sleep(PAUSE_MILLIS);
            }
        }
    }

    private UncertainException uncertain(SQLException e) {
        return new UncertainException(
                sessions.address().shown() + " was lost while it committed; the write may or may not be kept", e);
    }

    private List<Outcome> done(Plan plan) {
        published.accept(plan.events);
        return plan.outcomes;
    }

    private Plan plan(PostgresTurn mine, List<Task> batch) throws SQLException {
        PostgresTurn.Start start =
                mine.begin(batch.stream().map(task -> task.write.key()).collect(Collectors.toSet()));
        Map<String, Entry> heads = start.heads();
        List<Event> events = new ArrayList<>();
        List<Outcome> outcomes = new ArrayList<>();
        for (Task task : batch) {
            Optional<Entry> actual = Optional.ofNullable(heads.get(task.write.key()));
            if (!task.write.expects(actual)) {
                outcomes.add(new Outcome.Stale(actual));
                continue;
            }
            Event event = task.write.event(actual, new Revision(start.last() + events.size() + 1));
            switch (event) {
                case Event.Put put -> heads.put(event.key(), put.entry());
                case Event.Removed _ -> heads.remove(event.key());
            }
            events.add(event);
            outcomes.add(new Outcome.Committed(event.revision()));
        }
        if (events.isEmpty()) mine.giveUp();
        return new Plan(++batches, events, outcomes);
    }

    private PostgresTurn connected() throws SQLException {
        if (turn != null) return turn;
        down = true;
        Log fresh = sessions.writing();
        log = fresh;
        turn = new PostgresTurn(fresh, id, channel);
        down = false;
        return turn;
    }

    private void disconnect() {
        if (log != null) log.close();
        log = null;
        turn = null;
    }
}
