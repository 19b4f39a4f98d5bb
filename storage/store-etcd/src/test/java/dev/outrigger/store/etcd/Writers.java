package dev.outrigger.store.etcd;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.meta.Revision;
import dev.outrigger.store.Entry;
import dev.outrigger.store.Event;
import dev.outrigger.store.Outcome;
import dev.outrigger.store.Store;
import dev.outrigger.store.StoreException;
import dev.outrigger.store.Write;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Threads that write new keys without end, whatever fails, and remember what was acknowledged.
final class Writers {
    private final Store store;
    private final Map<String, Revision> acknowledged = new ConcurrentHashMap<>();
    private final List<Thread> threads = new ArrayList<>();
    private final Semaphore written = new Semaphore(0);
    private volatile boolean stopped;

    Writers(Store store, int count) {
        this.store = store;
        for (int i = 0; i < count; i++) {
            var prefix = "/" + i + "/";
            threads.add(Thread.ofVirtual().start(() -> write(prefix)));
        }
    }

    private void write(String prefix) {
        for (int i = 0; !stopped; i++) {
            var key = prefix + i;
            try {
                var outcome = store.write(new Write.Create(key, key.getBytes(UTF_8)));
                acknowledged.put(key, ((Outcome.Committed) outcome).revision());
                written.release();
            } catch (StoreException _) {
                // It may be there or not; either is right.
            }
        }
    }

    /// Waits until so many more writes are acknowledged.
    void awaitMore(int count) throws InterruptedException {
        written.drainPermits();
        assertThat(written.tryAcquire(count, 60, TimeUnit.SECONDS))
                .as("writes go on")
                .isTrue();
    }

    Writers stop() throws InterruptedException {
        stopped = true;
        for (Thread thread : threads) thread.join();
        return this;
    }

    /// What was acknowledged is there as it was, and the changes of the whole store from its beginning are all there.
    void check(Store by, Changes changes) throws InterruptedException {
        acknowledged.forEach((key, revision) ->
                assertThat(by.get(key).map(Entry::modified)).as(key).contains(revision));
        long last = by.revision().number();
        var events = changes.upTo(new Revision(last));
        assertThat(events)
                .extracting(event -> event.revision().number())
                .isSorted()
                .hasSize((int) last - 1);
        assertThat(events).extracting(Event::key).doesNotHaveDuplicates().containsAll(acknowledged.keySet());
    }
}
