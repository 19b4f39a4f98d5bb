package dev.outrigger.cache;

import dev.outrigger.meta.Revision;
import java.time.Duration;
import java.util.List;

/// A position in a resource's changes. Used by one thread.
public final class Watch {
    private final WatchCache cache;
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

    /// The next changes; waits for them at most so long.
    public Batch next(Duration timeout) throws InterruptedException {
        var batch = cache.next(position, seen, timeout.toNanos());
        if (batch instanceof Batch.Changes(var changes, var upTo)) {
            position += changes.size();
            seen = seen.max(upTo);
        }
        return batch;
    }
}
