package dev.outrigger.cache;

import dev.outrigger.kinds.View;
import dev.outrigger.kinds.VirtualSource;
import dev.outrigger.kinds.VirtualSource.Ability;
import dev.outrigger.meta.GroupResource;
import dev.outrigger.meta.ObjectKey;
import dev.outrigger.meta.Revision;
import dev.outrigger.meta.Value;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Computed objects as some callers see them. While anybody watches, a thread sees to it that changes are seen.
final class VirtualView implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(VirtualView.class);

    /// How long changes are still followed when nobody watches any more: a client that comes back finds all done.
    private static final Duration LINGER = Duration.ofSeconds(10);

    private final GroupResource resource;
    private final VirtualSource source;
    private final View view;
    private final Layout layout;
    private final ReentrantLock starting = new ReentrantLock();
    private volatile @Nullable Seen seen;
    private final ReentrantLock lock = new ReentrantLock();
    private int watchers;
    private long lastUsed = System.nanoTime();
    private @Nullable Thread follower;
    private volatile boolean closed;

    VirtualView(GroupResource resource, VirtualSource source, View view, Layout layout) {
        this.resource = resource;
        this.source = source;
        this.view = view;
        this.layout = layout;
    }

    /// What was seen so far.
    private record Seen(VirtualStore store, WatchCache cache) {}

    /// Sees the objects for the first time, where nobody has; the next one tries again where the author's code fails.
    private Seen seen() {
        var known = seen;
        if (known != null) return known;
        starting.lock();
        try {
            known = seen;
            if (known != null) return known;
            var store = new VirtualStore(source, view, layout);
            var first = new Seen(store, WatchCache.start(store, layout));
            seen = first;
            return first;
        } finally {
            starting.unlock();
        }
    }

    /// The objects, for somebody. Who does not care how old they are gets none older than the interval.
    Repository seenBy(View caller) {
        lock.lock();
        try {
            lastUsed = System.nanoTime();
        } finally {
            lock.unlock();
        }
        var now = seen();
        if (!now.store().isFresh(source.interval()) && !isFollowed())
            now.store().revision();
        return new Repository(resource, now.store().by(caller), layout, now.cache(), this);
    }

    private boolean isFollowed() {
        lock.lock();
        try {
            return follower != null && source.abilities().contains(Ability.WATCH);
        } finally {
            lock.unlock();
        }
    }

    /// Whether one object is found without the others.
    boolean findsOne() {
        return source.abilities().contains(Ability.GET);
    }

    Revision refresh(ObjectKey key) {
        return seen().store().refresh(key);
    }

    List<Examination> examine() throws InterruptedException {
        var now = seen;
        return now == null ? List.of() : List.of(Examination.of(resource, now.cache(), now.store(), layout));
    }

    /// Whether nobody has used it for so long.
    boolean isIdle(Duration time) {
        lock.lock();
        try {
            return watchers == 0 && System.nanoTime() - lastUsed > time.toNanos();
        } finally {
            lock.unlock();
        }
    }

    /// Somebody watches.
    Repository.Following follow() {
        lock.lock();
        try {
            watchers++;
            if (follower == null && !closed) {
                follower = Thread.ofVirtual().name("outrigger-virtual").start(this::keepFollowing);
            }
        } finally {
            lock.unlock();
        }
        return this::unfollow;
    }

    private void unfollow() {
        lock.lock();
        try {
            watchers--;
            lastUsed = System.nanoTime();
        } finally {
            lock.unlock();
        }
    }

    /// Follows until nobody watches; begins anew where the author's code fails to tell.
    private void keepFollowing() {
        try {
            while (!isOver()) {
                try {
                    if (source.abilities().contains(Ability.WATCH)) listen();
                    else look();
                } catch (RuntimeException e) {
                    LOG.warn("{} cannot be followed: {}", resource, e.toString());
                    TimeUnit.NANOSECONDS.sleep(source.interval().toNanos());
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// Looks again and again.
    private void look() throws InterruptedException {
        while (!isOver()) {
            seen().store().revision();
            TimeUnit.NANOSECONDS.sleep(source.interval().toNanos());
        }
    }

    /// Listens to the author's code. What it tells is taken by this thread: the code may hold locks that listing needs.
    private void listen() throws InterruptedException {
        var told = new LinkedBlockingQueue<Runnable>();
        try (var _ = source.watch(view, new Told(told))) {
            seen().store().revision();
            while (!isOver()) {
                var change = told.poll(LINGER.toNanos() / 4, TimeUnit.NANOSECONDS);
                if (change != null) change.run();
            }
        } catch (InterruptedException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            LOG.warn("{}: the author's watch did not end well", resource, e);
        }
    }

    private final class Told implements VirtualSource.Changes {
        private final LinkedBlockingQueue<Runnable> queue;

        Told(LinkedBlockingQueue<Runnable> queue) {
            this.queue = queue;
        }

        @Override
        public void put(Value.Struct object) {
            queue.add(() -> seen().store().put(object));
        }

        @Override
        public void removed(ObjectKey key) {
            queue.add(() -> seen().store().removed(key));
        }

        @Override
        public void listAgain() {
            queue.add(() -> seen().store().revision());
        }
    }

    /// Whether the follower is to end; it has ended where it is.
    private boolean isOver() {
        lock.lock();
        try {
            boolean over = closed || watchers == 0 && System.nanoTime() - lastUsed > LINGER.toNanos();
            if (over) follower = null;
            return over;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            var running = follower;
            if (running != null) running.interrupt();
        } finally {
            lock.unlock();
        }
        var now = seen;
        if (now == null) return;
        now.cache().close();
        now.store().close();
    }
}
