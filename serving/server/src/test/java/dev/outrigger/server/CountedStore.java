package dev.outrigger.server;

import dev.outrigger.meta.Revision;
import dev.outrigger.store.Entry;
import dev.outrigger.store.Outcome;
import dev.outrigger.store.Store;
import dev.outrigger.store.Write;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/// A store that counts who watches it.
final class CountedStore implements Store {
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
    public Revision revision() {
        return store.revision();
    }

    @Override
    public Page list(Range range, ReadAt at) {
        return store.list(range, at);
    }

    @Override
    public Optional<Entry> get(String key) {
        return store.get(key);
    }

    @Override
    public Outcome write(Write write) {
        return store.write(write);
    }

    @Override
    public void compact(Revision upTo) {
        store.compact(upTo);
    }

    @Override
    public Revision compacted() {
        return store.compacted();
    }

    @Override
    public void close() {
        openWhenClosed.set(open.get());
        store.close();
    }
}
