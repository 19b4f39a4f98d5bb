package dev.outrigger.store.sql;

import dev.outrigger.meta.Revision;
import dev.outrigger.store.CompactedException;
import dev.outrigger.store.Event;
import dev.outrigger.store.Feed;
import dev.outrigger.store.Feed.Changes;
import dev.outrigger.store.StoreException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings the log's changes to the feed, each once and in order, whichever server made them.
///
/// What this server commits next in order goes to the feed at once. Where another server's changes come between, or
/// somebody says that the log is further than the feed, a thread reads what is missing. It also reads now and then
/// unasked, so a notification that is lost costs time and nothing else.
final class Follower implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Follower.class);
    private static final int CHUNK = 500;
    private static final long UNASKED_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    private final Feed.History log;
    private final Feed feed;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition wake = lock.newCondition();
    private final Thread thread;
    private long position;
    private long known;
    private boolean closed;
    private boolean failing;

    Follower(Feed.History log, Feed feed, Revision start) {
        this.log = log;
        this.feed = feed;
        this.position = start.number();
        this.known = position;
        this.thread =
                Thread.ofPlatform().daemon().name("outrigger-store-follower").start(this::run);
    }

    /// Takes changes that this server has committed.
    void committed(List<Event> events) {
        lock.lock();
        try {
            if (events.getFirst().revision().number() <= position + 1) publish(events);
            else news(events.getLast().revision().number());
        } finally {
            lock.unlock();
        }
    }

    /// Hears that the log has got so far.
    void news(long revision) {
        lock.lock();
        try {
            if (revision <= known) return;
            known = revision;
            wake.signal();
        } finally {
            lock.unlock();
        }
    }

    /// Reads no more.
    void stop() {
        lock.lock();
        try {
            closed = true;
            wake.signal();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        stop();
        Threads.join(List.of(thread));
    }

    private boolean closed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    /// Holding the lock.
    private void publish(List<Event> events) {
        List<Event> fresh = events.stream()
                .filter(event -> event.revision().number() > position)
                .toList();
        if (fresh.isEmpty()) return;
        feed.publish(fresh);
        position = fresh.getLast().revision().number();
        known = Math.max(known, position);
    }

    private void run() {
        try {
            Duration pause = Duration.ZERO;
            while (awaitNews(pause)) pause = caughtUp() ? Duration.ZERO : longer(pause);
        } catch (InterruptedException _) {
            // Nobody does.
        }
    }

    private static Duration longer(Duration pause) {
        Duration longer = pause.isZero() ? Duration.ofMillis(50) : pause.multipliedBy(2);
        return longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
    }

    /// @param pause where the last attempt failed, how long not to try again
    private boolean awaitNews(Duration pause) throws InterruptedException {
        lock.lock();
        try {
            long left = pause.toNanos();
            while (left > 0 && !closed) left = wake.awaitNanos(left);
            left = pause.isZero() ? UNASKED_NANOS : 0;
            while (known <= position && left > 0 && !closed) left = wake.awaitNanos(left);
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    private boolean caughtUp() {
        try {
            Revision from = reached();
            Changes changes = log.after("", from, CHUNK);
            while (take(from, changes)) {
                from = reached();
                changes = log.after("", from, CHUNK);
            }
            if (failing) LOG.info("the database is followed again, from revision {}", from);
            failing = false;
            return true;
        } catch (CompactedException e) {
            skip(e.compacted(), e);
            return true;
        } catch (StoreException e) {
            if (!failing && !closed()) LOG.warn("the database cannot be followed: {}", e.getMessage());
            failing = true;
            return false;
        }
    }

    private Revision reached() {
        lock.lock();
        try {
            return new Revision(position);
        } finally {
            lock.unlock();
        }
    }

    /// Whether there may be more.
    private boolean take(Revision from, Changes changes) {
        lock.lock();
        try {
            long expected = from.number() + changes.events().size();
            if (changes.upTo().number() != expected) {
                StoreException hole = new StoreException("the log lacks revisions between " + from + " and "
                        + changes.upTo() + ": somebody deleted them");
                skip(changes.upTo(), hole);
            } else {
                publish(changes.events());
            }
            return changes.events().size() == CHUNK && !closed;
        } finally {
            lock.unlock();
        }
    }

    /// Where nobody can be told of all that was between: after a fail-over, or where others compacted past the feed.
    private void skip(Revision to, StoreException cause) {
        lock.lock();
        try {
            LOG.warn("watches begin anew at revision {}: {}", to, cause.getMessage());
            position = Math.max(position, to.number());
            known = Math.max(known, position);
            feed.skip(new Revision(position), cause);
        } finally {
            lock.unlock();
        }
    }
}
