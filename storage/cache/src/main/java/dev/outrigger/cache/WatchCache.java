package dev.outrigger.cache;

import dev.outrigger.meta.Revision;
import dev.outrigger.store.Entry;
import dev.outrigger.store.Event;
import dev.outrigger.store.Store;
import dev.outrigger.store.StoreException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The objects of one resource, fed by a watch of the store, and a window of their latest changes.
///
/// Readers take the latest [Snapshot] without a lock. Watches read the shared window, each with a position of its
/// own: a watch costs no memory per event, and one that falls behind the window is ended.
final class WatchCache implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WatchCache.class);
    /// How many changes are held. A client that reconnects within so many changes goes on where it was.
    static final int WINDOW = 8192;

    private final Store store;
    private final Layout layout;
    private final Change[] window = new Change[WINDOW];
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition advanced = lock.newCondition();
    private long count;
    private Revision floor;
    private volatile Snapshot latest;
    private volatile Optional<StoreException> failure = Optional.empty();
    private Store.Subscription subscription = () -> {};

    private WatchCache(Store store, Layout layout, Snapshot start) {
        this.store = store;
        this.layout = layout;
        this.latest = start;
        this.floor = start.revision();
    }

    /// Loads the objects and follows the store. It starts a window back where the store still holds the history, so
    /// that
    /// clients find their place again after a restart.
    static WatchCache start(Store store, Layout layout) {
        var from =
                store.compacted().max(new Revision(Math.max(1, store.revision().number() - WINDOW)));
        var page = store.list(Store.Range.all(layout.root()), new Store.ReadAt.Exact(from));
        var objects = new ArrayList<CachedObject>(page.entries().size());
        for (Entry entry : page.entries()) objects.add(CachedObject.of(layout.objectKey(entry.key()), entry));
        var cache = new WatchCache(store, layout, new Snapshot(layout, from, SortedObjects.of(objects)));
        cache.subscription = store.watch(layout.root(), from, cache.new Feed());
        return cache;
    }

    /// The latest state that has arrived here.
    Snapshot latest() {
        return latest;
    }

    /// The state once it is at least at `revision`.
    ///
    /// @return empty where it did not come that far in time
    Optional<Snapshot> awaitAtLeast(Revision revision, Duration timeout) throws InterruptedException {
        var now = latest;
        if (now.revision().compareTo(revision) >= 0) return Optional.of(now);
        long left = timeout.toNanos();
        lock.lockInterruptibly();
        try {
            while (latest.revision().compareTo(revision) < 0) {
                failIfEnded();
                if (left <= 0) return Optional.empty();
                left = advanced.awaitNanos(left);
            }
            return Optional.of(latest);
        } finally {
            lock.unlock();
        }
    }

    /// The most recent state: at least all that was committed before this call.
    Snapshot current() throws InterruptedException {
        failIfEnded();
        return awaitAtLeast(store.revision(), Duration.ofSeconds(30))
                .orElseThrow(() -> new StoreException("the watch of the store has stalled"));
    }

    /// The state at exactly that revision, where the window reaches back so far.
    Optional<Snapshot> exactly(Revision revision) {
        lock.lock();
        try {
            if (revision.compareTo(floor) < 0 || revision.compareTo(latest.revision()) > 0) return Optional.empty();
            long next = firstAfter(revision);
            if (next == count) return Optional.of(new Snapshot(layout, revision, latest.objects()));
            if (next > Math.max(0, count - WINDOW)) {
                return Optional.of(
                        new Snapshot(layout, revision, slot(next - 1).after().objects()));
            }
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /// A watch of the changes after `revision`.
    ///
    /// @return empty where the window does not reach back so far
    Optional<Watch> watch(Revision revision) {
        lock.lock();
        try {
            failIfEnded();
            if (revision.compareTo(floor) < 0) return Optional.empty();
            return Optional.of(new Watch(this, firstAfter(revision), revision));
        } finally {
            lock.unlock();
        }
    }

    /// The oldest revision that can be watched from.
    Revision floor() {
        lock.lock();
        try {
            return floor;
        } finally {
            lock.unlock();
        }
    }

    /// The changes from `position` on; waits until there is one, or the state moves past `seen`, or time is up.
    Watch.Batch next(long position, Revision seen, long nanos) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = nanos;
            while (count == position && latest.revision().compareTo(seen) <= 0 && failure.isEmpty() && left > 0) {
                left = advanced.awaitNanos(left);
            }
            if (count - position > WINDOW) return new Watch.Batch.Lost();
            if (count == position && failure.isPresent()) return new Watch.Batch.Lost();
            return new Watch.Batch.Changes(slots(position), latest.revision());
        } finally {
            lock.unlock();
        }
    }

    private List<Change> slots(long position) {
        var changes = new ArrayList<Change>((int) (count - position));
        for (long i = position; i < count; i++) changes.add(slot(i));
        return changes;
    }

    private Change slot(long position) {
        return window[(int) (position % WINDOW)];
    }

    private long firstAfter(Revision revision) {
        long low = Math.max(0, count - WINDOW);
        long high = count;
        while (low < high) {
            long middle = (low + high) >>> 1;
            if (slot(middle).revision().compareTo(revision) <= 0) low = middle + 1;
            else high = middle;
        }
        return low;
    }

    private void failIfEnded() {
        failure.ifPresent(cause -> {
            throw cause;
        });
    }

    boolean alive() {
        return failure.isEmpty();
    }

    @Override
    public void close() {
        subscription.close();
        end(new StoreException("the server is shutting down"));
    }

    private void end(StoreException cause) {
        lock.lock();
        try {
            if (failure.isEmpty()) failure = Optional.of(cause);
            advanced.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private final class Feed implements Store.Watcher {
        @Override
        public void changed(List<Event> events, Revision upTo) {
            var changes = decode(events);
            lock.lock();
            try {
                changes.forEach(this::append);
                latest = new Snapshot(layout, upTo, latest.objects());
                advanced.signalAll();
            } finally {
                lock.unlock();
            }
        }

        private List<Change> decode(List<Event> events) {
            var changes = new ArrayList<Change>(events.size());
            var objects = latest.objects();
            for (Event event : events) {
                var previous = objects.get(event.key());
                var revision = event.revision();
                CachedObject object;
                Change.Kind kind;
                switch (event) {
                    case Event.Put put -> {
                        var entry = put.entry();
                        object = CachedObject.of(layout.objectKey(entry.key()), entry);
                        kind = previous.isPresent() ? Change.Kind.MODIFIED : Change.Kind.ADDED;
                        objects = objects.with(object);
                    }
                    case Event.Removed removed -> {
                        var entry = removed.previous();
                        object = previous.orElseGet(() -> CachedObject.of(layout.objectKey(entry.key()), entry))
                                .at(revision);
                        kind = Change.Kind.DELETED;
                        objects = objects.without(entry.key());
                    }
                }
                changes.add(new Change(kind, object, previous, new Snapshot(layout, revision, objects)));
            }
            return changes;
        }

        private void append(Change change) {
            if (count >= WINDOW) floor = slot(count).revision();
            window[(int) (count % WINDOW)] = change;
            count++;
            latest = change.after();
        }

        @Override
        public void ended(StoreException cause) {
            LOG.warn("the watch of {} ended: {}", layout.root(), cause.getMessage());
            end(cause);
        }
    }
}
