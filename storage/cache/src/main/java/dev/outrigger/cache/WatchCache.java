package dev.outrigger.cache;

import dev.outrigger.meta.Revision;
import dev.outrigger.store.Entry;
import dev.outrigger.store.Event;
import dev.outrigger.store.Store;
import dev.outrigger.store.StoreException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The objects of one resource, fed by a watch of the store, and a window of their latest changes.
///
/// Readers take the latest [Snapshot] without a lock. Watches read the shared window, each with a position of its
/// own: a watch costs no memory per event, and one that falls behind the window is ended.
///
/// Where the store ends the watch, reads fail until the objects have been loaded anew. All watches are ended then,
/// for what lies between is not known, and the window begins anew.
final class WatchCache implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WatchCache.class);
    /// How many changes are held. A client that reconnects within so many changes goes on where it was.
    static final int WINDOW = 8192;
    /// How many bytes of replaced and removed values the window keeps in memory; large objects shorten it.
    static final long MOST_BYTES = 64L << 20;

    /// How long a committed change takes to arrive, mostly.
    private static final Duration MOMENT = Duration.ofMillis(2);

    private static final Duration ASK_AGAIN = Duration.ofMillis(100);
    private static final Duration STALLED = Duration.ofSeconds(10);

    /// What a watcher holds at most while its client does not read, but for one object more.
    private static final int MOST_IN_BATCH = 128;

    private static final long MOST_BYTES_IN_BATCH = 256 * 1024;

    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final Store store;
    private final Layout layout;
    private final @Nullable Change[] window = new Change[WINDOW];
    /// What each change in the window weighed when it came.
    private final long[] weights = new long[WINDOW];

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition advanced = lock.newCondition();
    /// Held while a subscription is made, so that they are made one after another.
    private final ReentrantLock subscribing = new ReentrantLock();

    private final Delivery delivery = new Delivery(this);
    private final OwnWrites ownWrites = new OwnWrites();
    private final CountDownLatch closed = new CountDownLatch(1);
    /// The window holds the changes from position `first` up to but not including `count`.
    private long first;

    private long count;
    private long bytes;
    private Revision floor;
    private volatile Snapshot latest;
    private volatile Optional<StoreException> failure = Optional.empty();
    private volatile Duration pause = SHORTEST_PAUSE;
    private volatile Store.Subscription subscription = () -> {};

    private WatchCache(Store store, Layout layout, Snapshot start) {
        this.store = store;
        this.layout = layout;
        this.latest = start;
        this.floor = start.revision();
    }

    /// Loads the objects and follows the store. It starts a window back where the store still holds the history, so
    /// that clients find their place again after a restart.
    static WatchCache start(Store store, Layout layout) {
        var from =
                store.compacted().max(new Revision(Math.max(1, store.revision().number() - WINDOW)));
        var cache = new WatchCache(store, layout, load(store, layout, new Store.ReadAt.Exact(from)));
        cache.follow(from);
        return cache;
    }

    /// The objects as the store holds them at one point of its history.
    static Snapshot load(Store store, Layout layout, Store.ReadAt at) {
        var page = store.list(Store.Range.all(layout.root()), at);
        var objects = new ArrayList<CachedObject>(page.entries().size());
        for (Entry entry : page.entries()) objects.add(layout.object(entry));
        return new Snapshot(layout, page.revision(), SortedObjects.of(objects));
    }

    private void follow(Revision from) {
        subscribing.lock();
        try {
            if (isClosed()) return;
            subscription = store.watch(layout.root(), from, new Feed());
        } finally {
            subscribing.unlock();
        }
    }

    /// The latest state that has arrived here.
    Snapshot latest() {
        failIfEnded();
        return latest;
    }

    /// Tells that an object is about to be written.
    void writing(OwnWrites.Writing writing) {
        ownWrites.begin(writing);
    }

    /// Tells that nothing came of a write.
    void notWritten(OwnWrites.Writing writing) {
        ownWrites.failed(writing);
    }

    /// The object that the store has taken; its change may have come already.
    CachedObject written(OwnWrites.Writing writing, Entry entry) {
        if (latest.revision().compareTo(entry.modified()) >= 0) {
            var here = latest.objects().get(entry.key()).filter(found -> writing.isStoredAs(found, entry));
            if (here.isPresent()) return here.get();
        }
        var object = layout.object(entry, writing.hub());
        ownWrites.stored(writing, object);
        return object;
    }

    /// The state once it is at least at `revision`.
    ///
    /// @return empty where it did not come that far in time
    Optional<Snapshot> awaitAtLeast(Revision revision, Duration timeout) throws InterruptedException {
        var now = latest();
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
        var revision = store.revision();
        var soon = awaitAtLeast(revision, MOMENT);
        if (soon.isPresent()) return soon.get();
        // No change of these objects led there: the store has to say that it has got there without one.
        for (long end = System.nanoTime() + STALLED.toNanos(); System.nanoTime() - end < 0; ) {
            subscription.expect(revision);
            var now = awaitAtLeast(revision, ASK_AGAIN);
            if (now.isPresent()) return now.get();
        }
        throw new StoreException("the watch of the store has stalled");
    }

    /// The state at exactly that revision, where the window reaches back so far.
    Optional<Snapshot> exactly(Revision revision) {
        lock.lock();
        try {
            failIfEnded();
            if (revision.compareTo(floor) < 0 || revision.compareTo(latest.revision()) > 0) return Optional.empty();
            long next = firstAfter(revision);
            if (next == count) return Optional.of(new Snapshot(layout, revision, latest.objects()));
            if (next > first) {
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

    /// A position among the changes, and the revision up to which all lie before it.
    record Place(long position, Revision revision) {
        static final Place NOWHERE = new Place(0, new Revision(1));
    }

    /// Where the next change will be.
    Place end() {
        lock.lock();
        try {
            return new Place(count, latest.revision());
        } finally {
            lock.unlock();
        }
    }

    Delivery delivery() {
        return delivery;
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
            if (position < first) return new Watch.Batch.Lost();
            if (count == position && failure.isPresent()) return new Watch.Batch.Lost();
            return batch(position);
        } finally {
            lock.unlock();
        }
    }

    /// As many changes as are handed out at once. Changes of one revision stay together.
    private Watch.Batch batch(long position) {
        var changes = new ArrayList<Change>();
        long size = 0;
        for (long i = position; i < count; i++) {
            var change = slot(i);
            boolean full = changes.size() >= MOST_IN_BATCH || size >= MOST_BYTES_IN_BATCH;
            if (full && !changes.getLast().revision().equals(change.revision())) {
                return new Watch.Batch.Changes(changes, changes.getLast().revision());
            }
            changes.add(change);
            size += change.object().entry().value().length;
        }
        return new Watch.Batch.Changes(changes, latest.revision());
    }

    /// The changes that are held, in order, and the state that they led to.
    record Held(List<Change> changes, Snapshot latest) {}

    Held held() {
        lock.lock();
        try {
            var changes = new ArrayList<Change>();
            for (long i = first; i < count; i++) changes.add(slot(i));
            return new Held(changes, latest);
        } finally {
            lock.unlock();
        }
    }

    private Change slot(long position) {
        return Objects.requireNonNull(window[(int) (position % WINDOW)]);
    }

    private long firstAfter(Revision revision) {
        long low = first;
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

    private boolean isClosed() {
        return closed.getCount() == 0;
    }

    @Override
    public void close() {
        closed.countDown();
        end(new StoreException("the server is shutting down"));
        subscribing.lock();
        try {
            subscription.close();
        } finally {
            subscribing.unlock();
        }
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

    /// Loads the objects anew and follows the store again, as often as it takes.
    private void recover() {
        try {
            while (!closed.await(pause.toNanos(), TimeUnit.NANOSECONDS)) {
                if (recovered()) return;
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean recovered() {
        var longer = pause.multipliedBy(2);
        pause = longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
        try {
            var now = load(store, layout, Store.ReadAt.latest());
            beginAt(now);
            follow(now.revision());
            LOG.info("{} is followed again, from revision {}", layout.root(), now.revision());
            return true;
        } catch (RuntimeException e) {
            LOG.warn("{} cannot be followed yet: {}", layout.root(), e.getMessage());
            end(new StoreException("the objects cannot be loaded: " + e.getMessage(), e));
            return false;
        }
    }

    /// Empties the window, and leaves every running watch behind it.
    private void beginAt(Snapshot now) {
        lock.lock();
        try {
            if (isClosed()) return;
            while (first < count) evict();
            count++;
            first = count;
            floor = now.revision();
            latest = now;
            failure = Optional.empty();
            advanced.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void append(Change change) {
        if (count - first == WINDOW) evict();
        int place = (int) (count % WINDOW);
        window[place] = change;
        weights[place] = weight(change);
        bytes += weights[place];
        count++;
        latest = change.after();
        while (bytes > MOST_BYTES && count - first > 1) evict();
    }

    private void evict() {
        var change = slot(first);
        int place = (int) (first % WINDOW);
        floor = change.revision();
        bytes -= weights[place];
        window[place] = null;
        first++;
    }

    /// What the window alone keeps in memory of a change: the value that was replaced or removed, in all the forms it
    /// was read in.
    private static long weight(Change change) {
        return change.previous().map(CachedObject::weight).orElse(0L);
    }

    private final class Feed implements Store.Watcher {
        @Override
        public void changed(List<Event> events, Revision upTo) {
            var changes = decode(events);
            lock.lock();
            try {
                changes.forEach(WatchCache.this::append);
                latest = new Snapshot(layout, upTo, latest.objects());
                pause = SHORTEST_PAUSE;
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
                        object = ownWrites.take(entry, layout).orElseGet(() -> layout.object(entry));
                        kind = previous.isPresent() ? Change.Kind.MODIFIED : Change.Kind.ADDED;
                        objects = objects.with(object);
                    }
                    case Event.Removed removed -> {
                        var entry = removed.previous();
                        object = previous.orElseGet(() -> layout.object(entry)).at(revision);
                        kind = Change.Kind.DELETED;
                        objects = objects.without(entry.key());
                    }
                }
                changes.add(new Change(kind, object, previous, new Snapshot(layout, revision, objects)));
            }
            return changes;
        }

        @Override
        public void ended(StoreException cause) {
            LOG.warn("the watch of {} ended: {}", layout.root(), cause.getMessage());
            end(cause);
            if (!isClosed()) Thread.ofVirtual().name("outrigger-cache-recovery").start(WatchCache.this::recover);
        }
    }
}
