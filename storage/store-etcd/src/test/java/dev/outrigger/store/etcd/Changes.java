package dev.outrigger.store.etcd;

import dev.outrigger.meta.Revision;
import dev.outrigger.store.Event;
import dev.outrigger.store.Store;
import dev.outrigger.store.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/// A watcher that keeps what it hears.
final class Changes implements Store.Watcher, AutoCloseable {
    private static final long PATIENCE_NANOS = 30_000_000_000L;

    private final List<Event> events = new ArrayList<>();
    private final Store.Subscription subscription;
    private Revision upTo;
    private StoreException end;

    Changes(Store store, String prefix, Revision after) {
        upTo = after;
        subscription = store.watch(prefix, after, this);
    }

    @Override
    public synchronized void changed(List<Event> more, Revision progress) {
        events.addAll(more);
        upTo = progress;
        notifyAll();
    }

    @Override
    public synchronized void ended(StoreException cause) {
        end = cause;
        notifyAll();
    }

    /// All changes, once it has heard everything up to that revision.
    synchronized List<Event> upTo(Revision revision) throws InterruptedException {
        await(() -> {
            if (upTo.compareTo(revision) < 0) subscription.expect(revision);
            return upTo.compareTo(revision) >= 0 || end != null;
        });
        if (upTo.compareTo(revision) < 0) throw new AssertionError("ended at " + upTo, end);
        return List.copyOf(events);
    }

    /// Waits for the end.
    synchronized StoreException end() throws InterruptedException {
        await(() -> end != null);
        return end;
    }

    private void await(BooleanSupplier condition) throws InterruptedException {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - start > PATIENCE_NANOS) throw new AssertionError("still at " + upTo);
            wait(100);
        }
    }

    @Override
    public void close() {
        subscription.close();
    }
}
