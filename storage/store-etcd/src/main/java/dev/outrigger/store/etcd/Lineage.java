package dev.outrigger.store.etcd;

import io.etcd.jetcd.api.ResponseHeader;
import java.util.concurrent.atomic.AtomicLong;

/// Which cluster this is, and how far it has been seen to be.
///
/// A cluster that was restored from a backup comes to revisions twice, with other changes: what is known of it from
/// before must not be told as what it holds now.
final class Lineage {
    private final AtomicLong furthest = new AtomicLong();
    private volatile long cluster;

    /// The last revision that is known to have been committed.
    long furthest() {
        return furthest.get();
    }

    /// Notes a committed revision.
    void seen(long revision) {
        if (revision > furthest.get()) furthest.accumulateAndGet(revision, Math::max);
    }

    /// Whether an answer comes from what is known here.
    ///
    /// @param before what was [#furthest] when the question was asked
    boolean continuesWith(ResponseHeader answer, long before) {
        if (cluster == 0) cluster = answer.getClusterId();
        return cluster == answer.getClusterId() && answer.getRevision() >= before;
    }

    /// Nothing is known any more but this answer.
    void beginAnew(ResponseHeader answer) {
        cluster = answer.getClusterId();
        furthest.set(answer.getRevision());
    }
}
