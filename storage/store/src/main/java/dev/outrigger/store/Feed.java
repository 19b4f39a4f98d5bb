package dev.outrigger.store;

import dev.outrigger.meta.Revision;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Brings committed changes to a store's watchers. For stores that see all changes, in order, in one place.
///
/// The store publishes each change once, in revision order. One thread delivers to all watchers, at the pace of
/// the slowest, from a window of recent changes. Each watcher has a position of its own in the order of
/// revisions, and a delivery covers exactly what lies between the position and the newest change; so nothing is
/// skipped or repeated, however the watcher got there. A watcher whose position lies before the window reads
/// the store's history on a thread of its own until it has reached the window.
public final class Feed implements AutoCloseable {
    private static final int CHUNK = 500;

    private final History history;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private final int mostEvents;
    private Window window;
    private final Set<Watching> live = new LinkedHashSet<>();
    private Optional<Round.End> lost = Optional.empty();
    private boolean closed;
    private volatile Revision delivered;

    /// What the store still knows of its past.
    @FunctionalInterface
    public interface History {
        /// The first changes under a prefix after a revision, at most `limit`; `upTo` says how far they reach.
        ///
        /// @throws CompactedException where changes after that revision are no longer all held
        Changes after(String prefix, Revision after, int limit);
    }

    /// Changes in revision order: all there are under some prefix from some revision up to and including `upTo`.
    public record Changes(List<Event> events, Revision upTo) {}

    /// A feed for a store that is at `start`, with a running thread.
    public Feed(History history, Revision start) {
        this(history, start, Window.MOST_EVENTS);
    }

    /// With a window of so many changes; for tests, which find its edge sooner that way.
    Feed(History history, Revision start, int mostEvents) {
        this.history = history;
        this.mostEvents = mostEvents;
        this.window = new Window(start, mostEvents);
        this.delivered = start;
        Thread.ofPlatform().daemon().name("outrigger-store-feed").start(this::dispatch);
    }

    /// Takes committed changes, in revision order and above all published before. Calls must not overlap. Returns at
    /// once.
    public void publish(List<Event> events) {
        lock.lock();
        try {
            for (Event event : events) window.add(event);
            if (live.isEmpty()) delivered = window.newest();
            else news.signal();
        } finally {
            lock.unlock();
        }
    }

    /// Goes on from a revision though changes before it are not known: every watcher is ended for this cause. Must not
    /// overlap with [#publish].
    public void skip(Revision to, StoreException cause) {
        lock.lock();
        try {
            window = new Window(to, mostEvents);
            List<Watching> all = new ArrayList<>(live);
            lost.ifPresent(earlier -> all.addAll(earlier.watchings));
            lost = Optional.of(new Round.End(all, cause, false));
            live.clear();
            news.signal();
        } finally {
            lock.unlock();
        }
    }

    /// Every watcher that was here all the time has been told of the changes up to this revision.
    public Revision delivered() {
        return delivered;
    }

    /// As [Store#watch].
    public Store.Subscription watch(String prefix, Revision after, Store.Watcher watcher) {
        Watching watching = new Watching(prefix, after, watcher);
        if (!join(watching)) {
            // The first read is the caller's, so that a compacted revision is the caller's exception.
            Changes first = history.after(prefix, after, CHUNK);
            Thread.ofVirtual().name("outrigger-store-catch-up").start(() -> catchUp(watching, first));
        }
        return () -> leave(watching);
    }

    /// Ends all watches.
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            news.signal();
        } finally {
            lock.unlock();
        }
    }

    private boolean join(Watching watching) {
        lock.lock();
        try {
            if (closed) throw new StoreException("the store is closed");
            if (!window.reachesBackTo(watching.position())) return false;
            live.add(watching);
            news.signal();
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void leave(Watching watching) {
        watching.stop();
        lock.lock();
        try {
            live.remove(watching);
        } finally {
            lock.unlock();
        }
    }

    private void catchUp(Watching watching, Changes first) {
        try {
            boolean going = watching.deliver(first.events(), first.upTo());
            while (going && !join(watching)) {
                Changes next = history.after(watching.prefix(), watching.position(), CHUNK);
                going = watching.deliver(next.events(), next.upTo());
            }
        } catch (StoreException e) {
            watching.end(e);
        } catch (RuntimeException e) {
            watching.end(new StoreException("the store's history cannot be read: " + e.getMessage(), e));
        }
    }

    private void dispatch() {
        boolean going = true;
        while (going) {
            switch (next()) {
                case Round.Delivery delivery -> deliver(delivery);
                case Round.End end -> {
                    for (Watching watching : end.watchings) watching.end(end.cause);
                    going = !end.last;
                }
            }
        }
    }

    private void deliver(Round.Delivery round) {
        for (Watching watching : round.watchings) {
            if (!watching.deliver(round.events, round.upTo)) leave(watching);
        }
        for (Watching watching : round.late) {
            Changes none = new Changes(List.of(), watching.position());
            Thread.ofVirtual().name("outrigger-store-catch-up").start(() -> catchUp(watching, none));
        }
        delivered = round.upTo;
    }

    private sealed interface Round {
        /// What to deliver to whom.
        ///
        /// @param late watchers that the window no longer reaches back to
        record Delivery(List<Watching> watchings, List<Watching> late, List<Event> events, Revision upTo)
                implements Round {}

        /// Whom to tell that it is over.
        ///
        /// @param last nothing comes after it
        record End(List<Watching> watchings, StoreException cause, boolean last) implements Round {}
    }

    private Round next() {
        lock.lock();
        try {
            List<Watching> behind = behind();
            while (behind.isEmpty() && lost.isEmpty() && delivered.equals(window.newest()) && !closed) {
                news.awaitUninterruptibly();
                behind = behind();
            }
            if (lost.isPresent()) {
                Round.End end = lost.get();
                lost = Optional.empty();
                return end;
            }
            return closed
                    ? new Round.End(List.copyOf(live), new StoreException("the store is closed"), true)
                    : round(behind);
        } finally {
            lock.unlock();
        }
    }

    private List<Watching> behind() {
        Revision newest = window.newest();
        List<Watching> behind = new ArrayList<>();
        for (Watching watching : live) {
            if (watching.position().compareTo(newest) < 0) behind.add(watching);
        }
        return behind;
    }

    private Round.Delivery round(List<Watching> behind) {
        List<Watching> late = new ArrayList<>();
        List<Watching> inTime = new ArrayList<>();
        Revision from = window.newest();
        for (Watching watching : behind) {
            if (window.reachesBackTo(watching.position())) {
                inTime.add(watching);
                if (watching.position().compareTo(from) < 0) from = watching.position();
            } else {
                late.add(watching);
                live.remove(watching);
            }
        }
        return new Round.Delivery(inTime, late, window.after(from), window.newest());
    }
}
