package dev.outrigger.store.sql;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.meta.Revision;
import dev.outrigger.store.Entry;
import dev.outrigger.store.Event;
import dev.outrigger.store.Outcome;
import dev.outrigger.store.Store;
import dev.outrigger.store.StoreException;
import dev.outrigger.store.UncertainException;
import dev.outrigger.store.Write;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/// Writers that keep books while their database is maltreated, each on a key of its own, so that each knows exactly
/// what its key must hold: what was acknowledged is there, what failed is not, and what is uncertain is there wholly or
/// not at all.
final class Tally {
    private final Queue<Revision> acknowledged = new ConcurrentLinkedQueue<>();
    private final Queue<Revision> turnedOut = new ConcurrentLinkedQueue<>();
    private final Semaphore news = new Semaphore(0);
    private final AtomicInteger failed = new AtomicInteger();
    private final AtomicBoolean done = new AtomicBoolean();

    /// Runs writers on all of the stores until the harm is done.
    ///
    /// @return the committed writes, those among them that were uncertain for a time included
    Set<Revision> during(Runnable harm, List<? extends Store> stores, int writersEach)
            throws ExecutionException, InterruptedException {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> writers = new ArrayList<>();
            for (int i = 0; i < writersEach * stores.size(); i++) {
                Store store = stores.get(i % stores.size());
                String key = "/tally/" + i;
                writers.add(threads.submit(() -> write(store, key)));
            }
            try {
                harm.run();
            } finally {
                done.set(true);
            }
            for (Future<?> writer : writers) writer.get();
        }
        Set<Revision> committed = new HashSet<>(acknowledged);
        committed.addAll(turnedOut);
        return committed;
    }

    /// Waits until so many more writes are acknowledged.
    void awaitMore(int writes) {
        news.drainPermits();
        news.acquireUninterruptibly(writes);
    }

    int failed() {
        return failed.get();
    }

    /// The store holds these changes after its first revision, and no others.
    static void check(Store store, Set<Revision> committed) throws InterruptedException {
        assertThat(Stores.changes(store, new Revision(1)))
                .extracting(Event::revision)
                .doesNotHaveDuplicates()
                .hasSameElementsAs(committed);
        assertThat(store.revision().number()).isEqualTo(1 + committed.size());
    }

    private void write(Store store, String key) {
        Revision at = new Revision(1);
        for (int i = 0; !done.get(); i++) {
            byte[] value = (key + " " + i).getBytes(UTF_8);
            Write write = at.number() == 1 ? new Write.Create(key, value) : new Write.Replace(key, value, at);
            at = write(store, write, at);
        }
        assertThat(now(store, key)).isEqualTo(at);
    }

    private Revision write(Store store, Write write, Revision before) {
        try {
            Outcome outcome = store.write(write);
            assertThat(outcome).as("nobody else writes %s", write.key()).isInstanceOf(Outcome.Committed.class);
            Revision revision = ((Outcome.Committed) outcome).revision();
            acknowledged.add(revision);
            news.release();
            return revision;
        } catch (UncertainException _) {
            Revision now = now(store, write.key());
            if (!now.equals(before)) turnedOut.add(now);
            return now;
        } catch (StoreException _) {
            failed.incrementAndGet();
            assertThat(now(store, write.key()))
                    .as("a write that failed was not kept")
                    .isEqualTo(before);
            return before;
        }
    }

    private static Revision now(Store store, String key) {
        Stores.awaitAnswer(store);
        return store.get(key).map(Entry::modified).orElse(new Revision(1));
    }
}
