package dev.outrigger.store.sql;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.meta.Revision;
import dev.outrigger.store.Event;
import dev.outrigger.store.Outcome;
import dev.outrigger.store.Store;
import dev.outrigger.store.StoreException;
import dev.outrigger.store.Write;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Short words for what the tests do with a store.
final class Stores {
    private Stores() {}

    static Revision create(Store store, String key, String value) {
        return create(store, key, value.getBytes(UTF_8));
    }

    static Revision create(Store store, String key, byte[] value) {
        return committed(store.write(new Write.Create(key, value)));
    }

    static Revision replace(Store store, String key, byte[] value, Revision expected) {
        return committed(store.write(new Write.Replace(key, value, expected)));
    }

    /// Waits until a store has found its database again.
    static void awaitAnswer(Store store) {
        long start = System.nanoTime();
        while (true) {
            try {
                store.revision();
                return;
            } catch (StoreException e) {
                if (System.nanoTime() - start > 30_000_000_000L) throw e;
            }
        }
    }

    /// All changes after a revision until now.
    static List<Event> changes(Store store, Revision after) throws InterruptedException {
        Revision now = store.revision();
        List<Event> changes = new ArrayList<>();
        CountDownLatch done = new CountDownLatch(1);
        if (now.equals(after)) return changes;
        try (Store.Subscription _ = store.watch("", after, new Store.Watcher() {
            @Override
            public void changed(List<Event> events, Revision upTo) {
                changes.addAll(events);
                if (upTo.compareTo(now) >= 0) done.countDown();
            }

            @Override
            public void ended(StoreException cause) {
                done.countDown();
            }
        })) {
            assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
        }
        return changes;
    }

    private static Revision committed(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Committed.class);
        return ((Outcome.Committed) outcome).revision();
    }
}
