package dev.outrigger.store.contract;

import dev.outrigger.meta.Revision;
import dev.outrigger.store.Event;
import dev.outrigger.store.Store;
import dev.outrigger.store.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// A watcher that keeps what it hears and finds fault with any call that breaks a watch's promises.
final class Recorder implements Store.Watcher {
    private static final long PATIENCE_NANOS = 20_000_000_000L;

    private static final long ASK_AGAIN_MILLIS = 100;

    private final List<Event> events = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();
    private Revision upTo;
    private @Nullable StoreException cause;
    private Store.Subscription subscription = () -> {};

    Recorder(Revision after) {
        upTo = after;
    }

    synchronized void subscribed(Store.Subscription to) {
        subscription = to;
    }

    @Override
    public synchronized void changed(List<Event> batch, Revision progress) {
        if (cause != null) faults.add("called after the end");
        if (progress.compareTo(upTo) <= 0) faults.add("progress " + progress + " after " + upTo);
        Revision last = upTo;
        for (Event event : batch) {
            if (event.revision().compareTo(last) <= 0) faults.add("revision " + event.revision() + " after " + last);
            last = event.revision();
        }
        if (last.compareTo(progress) > 0) faults.add("revision " + last + " beyond progress " + progress);
        events.addAll(batch);
        upTo = progress;
        notifyAll();
    }

    @Override
    public synchronized void ended(StoreException why) {
        if (cause != null) faults.add("ended twice");
        cause = why;
        notifyAll();
    }

    /// Waits until the watch has got to a revision; all events so far.
    synchronized List<Event> upTo(Revision revision) {
        await(() -> {
            if (upTo.compareTo(revision) >= 0 || cause != null) return true;
            // Again and again: a store that is just beginning to watch need not have an answer yet.
            subscription.expect(revision);
            return false;
        });
        if (upTo.compareTo(revision) < 0) throw new AssertionError("the watch ended at " + upTo, cause);
        return List.copyOf(events);
    }

    /// Waits until the store has ended the watch.
    synchronized StoreException end() {
        await(() -> cause != null);
        if (cause == null) throw new AssertionError("no end");
        return cause;
    }

    synchronized List<Event> soFar() {
        return List.copyOf(events);
    }

    void close() {
        subscription.close();
    }

    private synchronized void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (!condition.getAsBoolean()) {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) throw new AssertionError("still waiting, the watch has got to " + upTo);
            try {
                wait(Math.min(left, ASK_AGAIN_MILLIS));
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
        if (!faults.isEmpty()) throw new AssertionError(String.join("; ", faults));
    }
}
