package dev.outrigger.store.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.meta.Revision;
import dev.outrigger.store.Event;
import dev.outrigger.store.Store;
import dev.outrigger.store.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;

/// A watch of a whole store from its first revision, and what it has heard.
final class Heard implements Store.Watcher, AutoCloseable {
    private final List<Long> revisions = new ArrayList<>();
    private final Store.Subscription subscription;
    private Revision upTo = new Revision(1);
    private Optional<StoreException> end = Optional.empty();

    Heard(Store store) {
        subscription = store.watch("", upTo, this);
    }

    @Override
    public synchronized void changed(List<Event> events, Revision progress) {
        for (Event event : events) revisions.add(event.revision().number());
        upTo = progress;
        notifyAll();
    }

    @Override
    public synchronized void ended(StoreException cause) {
        end = Optional.of(cause);
        notifyAll();
    }

    /// It heard exactly these changes.
    void check(Set<Revision> committed) throws InterruptedException {
        checkUpTo(new Revision(1 + committed.size()));
    }

    /// It heard every revision up to this one, once and in order.
    synchronized void checkUpTo(Revision last) throws InterruptedException {
        while (upTo.compareTo(last) < 0 && end.isEmpty()) wait();
        assertThat(end).isEmpty();
        assertThat(revisions)
                .isEqualTo(LongStream.rangeClosed(2, last.number()).boxed().toList());
    }

    /// Waits until the store ends the watch.
    synchronized StoreException end() throws InterruptedException {
        while (end.isEmpty()) wait();
        return end.get();
    }

    @Override
    public void close() {
        subscription.close();
    }
}
