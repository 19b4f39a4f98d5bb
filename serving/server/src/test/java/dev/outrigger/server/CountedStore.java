package dev.outrigger.server;

import dev.outrigger.meta.Revision;
import dev.outrigger.store.PassingStore;
import dev.outrigger.store.Store;
import java.util.concurrent.atomic.AtomicInteger;

/// A store that counts who watches it.
final class CountedStore extends PassingStore {
    /// How many watches were begun.
    final AtomicInteger watches = new AtomicInteger();

    /// How many were open when the store was closed; less than none before that.
    final AtomicInteger openWhenClosed = new AtomicInteger(-1);

    private final AtomicInteger open = new AtomicInteger();
    private final Store store;

    CountedStore(Store store) {
        this.store = store;
    }

    @Override
    public Subscription watch(String prefix, Revision after, Watcher watcher) {
        watches.incrementAndGet();
        open.incrementAndGet();
        var subscription = store.watch(prefix, after, watcher);
        return () -> {
            open.decrementAndGet();
            subscription.close();
        };
    }

    @Override
    protected Store behind() {
        return store;
    }

    @Override
    public void close() {
        openWhenClosed.set(open.get());
        store.close();
    }
}
