package dev.outrigger.store;

import dev.outrigger.meta.Revision;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/// One watcher and how far it has been told; what a store's watches are made of. One thread at a time delivers; any
/// thread may stop it.
public final class Watching {
    private enum State {
        IDLE,
        CALLING,
        STOPPED
    }

    private final String prefix;
    private final Store.Watcher watcher;
    private final AtomicReference<State> state = new AtomicReference<>(State.IDLE);
    private volatile Revision position;

    /// A watcher of a prefix that knows everything up to `position`.
    public Watching(String prefix, Revision position, Store.Watcher watcher) {
        this.prefix = prefix;
        this.position = position;
        this.watcher = watcher;
    }

    /// What is watched.
    public String prefix() {
        return prefix;
    }

    /// The watcher has been told of everything up to this revision.
    public Revision position() {
        return position;
    }

    /// Makes sure that no call begins from now on.
    public void stop() {
        state.set(State.STOPPED);
    }

    /// Tells the watcher of those of the changes that it has not heard and that are its own. False where the watch is
    /// over.
    public boolean deliver(List<Event> changes, Revision upTo) {
        if (upTo.compareTo(position) <= 0) return state.get() != State.STOPPED;
        List<Event> news = news(changes);
        if (!state.compareAndSet(State.IDLE, State.CALLING)) return false;
        try {
            watcher.changed(news, upTo);
        } catch (Throwable e) {
            // Whatever a watcher throws is its own end; the store and the other watchers go on.
            state.compareAndSet(State.CALLING, State.IDLE);
            end(new StoreException("the watcher failed: " + e, e));
            return false;
        }
        position = upTo;
        return state.compareAndSet(State.CALLING, State.IDLE);
    }

    /// The last call, where the watch was not stopped before.
    public void end(StoreException cause) {
        if (!state.compareAndSet(State.IDLE, State.STOPPED)) return;
        try {
            watcher.ended(cause);
        } catch (Throwable _) {
            // Nobody is left to tell.
        }
    }

    private List<Event> news(List<Event> changes) {
        List<Event> news = new ArrayList<>();
        for (Event change : changes) {
            if (change.revision().compareTo(position) > 0 && change.key().startsWith(prefix)) news.add(change);
        }
        return List.copyOf(news);
    }
}
