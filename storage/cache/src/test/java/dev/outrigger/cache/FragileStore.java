package dev.outrigger.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.meta.Revision;
import dev.outrigger.store.PassingStore;
import dev.outrigger.store.Store;
import dev.outrigger.store.StoreException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// A store that can be made to end its watch and to refuse to be read, and mended again, and tells how much was read.
final class FragileStore extends PassingStore {
    final AtomicLong entriesRead = new AtomicLong();

    private final Store store;
    private volatile boolean failing;
    private volatile CountDownLatch followed = new CountDownLatch(1);
    volatile Watcher watcher;
    private volatile Subscription subscription;

    FragileStore(Store store) {
        this.store = store;
    }

    /// Ends the watch, and refuses reads until [#repair].
    void fail() {
        failing = true;
        followed = new CountDownLatch(1);
        subscription.close();
        watcher.ended(new StoreException("the disk is gone"));
    }

    /// Takes reads again, and waits for the next watch.
    void repair() throws InterruptedException {
        failing = false;
        assertThat(followed.await(30, TimeUnit.SECONDS)).as("watched again").isTrue();
    }

    @Override
    public Page list(Range range, ReadAt at) {
        if (failing) throw new StoreException("the disk is gone");
        var page = store.list(range, at);
        entriesRead.addAndGet(page.entries().size());
        return page;
    }

    @Override
    public Subscription watch(String prefix, Revision after, Watcher by) {
        watcher = by;
        subscription = store.watch(prefix, after, by);
        followed.countDown();
        return subscription;
    }

    @Override
    protected Store behind() {
        return store;
    }
}
