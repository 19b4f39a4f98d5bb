package dev.outrigger.store;

import dev.outrigger.meta.Revision;
import java.util.Optional;

/// A store in front of another one, which does what this one does not do itself. Whether it [#parks()] is for it to
/// say:
/// what it adds may wait otherwise.
public abstract class PassingStore implements Store {

    /// For subclasses.
    protected PassingStore() {}

    /// The one behind.
    protected abstract Store behind();

    @Override
    public Revision revision() {
        return behind().revision();
    }

    @Override
    public Optional<Entry> get(String key) {
        return behind().get(key);
    }

    @Override
    public Page list(Range range, ReadAt at) {
        return behind().list(range, at);
    }

    @Override
    public Outcome write(Write write) {
        return behind().write(write);
    }

    @Override
    public Subscription watch(String prefix, Revision after, Watcher watcher) {
        return behind().watch(prefix, after, watcher);
    }

    @Override
    public void compact(Revision upTo) {
        behind().compact(upTo);
    }

    @Override
    public Revision compacted() {
        return behind().compacted();
    }

    @Override
    public void close() {
        behind().close();
    }
}
