package dev.outrigger.cache;

import dev.outrigger.meta.Revision;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// A position in a resource's changes. Used by one thread, and by the cache's while it is followed.
public final class Watch {
    private final WatchCache cache;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition handedBack = lock.newCondition();
    private Optional<Follower> follower = Optional.empty();
    private long position;
    private Revision seen;

    Watch(WatchCache cache, long position, Revision seen) {
        this.cache = cache;
        this.position = position;
        this.seen = seen;
    }

    /// What comes next in a watch.
    public sealed interface Batch {
        /// Changes in revision order, maybe none, and never very many at once; all changes up to and including `upTo`
        /// have now been handed out.
        record Changes(List<Change> changes, Revision upTo) implements Batch {}

        /// The watcher fell too far behind, or the store is gone: nothing more comes.
        record Lost() implements Batch {}
    }

    /// Who can be told of changes at once.
    public interface Follower {
        /// Takes the changes, in revision order. Called on a thread that serves all followers: it must not wait.
        ///
        /// @return false where there is no room for them now; the follower is not called again then
        boolean take(List<Change> changes);
    }

    /// The next changes; waits for them at most so long.
    public Batch next(Duration timeout) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            return next(timeout.toNanos());
        } finally {
            lock.unlock();
        }
    }

    private Batch next(long nanos) throws InterruptedException {
        var batch = cache.next(position, seen, nanos);
        if (batch instanceof Batch.Changes(var changes, var upTo)) {
            position += changes.size();
            seen = seen.max(upTo);
        }
        return batch;
    }

    /// Hands changes to the follower as they come, until it has no room, nothing more comes, or time is up.
    ///
    /// @return what is next then: the changes that the follower did not take, if any
    public Batch follow(Follower whom, Duration timeout) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            follower = Optional.of(whom);
            if (cache.delivery().add(this, position)) awaitBack(timeout.toNanos());
            return next(0);
        } finally {
            follower = Optional.empty();
            cache.delivery().remove(this);
            lock.unlock();
        }
    }

    private void awaitBack(long nanos) throws InterruptedException {
        long left = nanos;
        while (follower.isPresent() && left > 0) left = handedBack.awaitNanos(left);
    }

    /// Tells the follower of those of the changes that are news; `from` is the position of the first.
    void tell(long from, List<Change> changes, Revision upTo) {
        lock.lock();
        try {
            if (follower.isEmpty() || position - from >= changes.size()) return;
            var news = changes.subList((int) (position - from), changes.size());
            if (takes(follower.get(), news)) {
                position += news.size();
                seen = seen.max(upTo);
            } else {
                handBack();
            }
        } finally {
            lock.unlock();
        }
    }

    /// A follower that fails fails on its own thread, where the same changes meet it again.
    private static boolean takes(Follower whom, List<Change> news) {
        try {
            return whom.take(news);
        } catch (RuntimeException | Error _) {
            return false;
        }
    }

    /// The watch's own thread goes on.
    void handBack() {
        lock.lock();
        try {
            follower = Optional.empty();
            handedBack.signal();
        } finally {
            lock.unlock();
        }
    }
}
