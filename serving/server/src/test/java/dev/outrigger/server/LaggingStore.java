package dev.outrigger.server;

import dev.outrigger.meta.Revision;
import dev.outrigger.store.Event;
import dev.outrigger.store.PassingStore;
import dev.outrigger.store.Store;
import dev.outrigger.store.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// A store that many share, whose changes come here only once somebody asks for them.
final class LaggingStore extends PassingStore {
    /// How often its revision was asked for.
    final AtomicInteger asked = new AtomicInteger();

    private final Store store;

    LaggingStore(Store store) {
        this.store = store;
    }

    @Override
    public Subscription watch(String prefix, Revision after, Watcher watcher) {
        var held = new Held(watcher);
        var subscription = store.watch(prefix, after, held);
        return new Subscription() {
            @Override
            public void expect(Revision upTo) {
                held.release(upTo);
                subscription.expect(upTo);
            }

            @Override
            public void close() {
                subscription.close();
            }
        };
    }

    /// What a watcher has not been told yet.
    private static final class Held implements Watcher {
        private final Watcher watcher;
        private final List<Runnable> untold = new ArrayList<>();
        private Revision wanted = new Revision(1);

        Held(Watcher watcher) {
            this.watcher = watcher;
        }

        @Override
        public synchronized void changed(List<Event> events, Revision upTo) {
            untold.add(() -> watcher.changed(events, upTo));
            if (wanted.compareTo(upTo) >= 0) tell();
        }

        synchronized void release(Revision upTo) {
            wanted = wanted.max(upTo);
            tell();
        }

        private void tell() {
            untold.forEach(Runnable::run);
            untold.clear();
        }

        @Override
        public void ended(StoreException cause) {
            watcher.ended(cause);
        }
    }

    @Override
    protected Store behind() {
        return store;
    }

    @Override
    public Revision revision() {
        asked.incrementAndGet();
        return store.revision();
    }

    @Override
    public void close() {
        // The others have it still.
    }
}
