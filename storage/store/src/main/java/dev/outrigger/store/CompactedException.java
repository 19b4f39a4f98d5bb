package dev.outrigger.store;

import dev.outrigger.meta.Revision;

/// The history asked for is gone: it lies before the store's last compaction.
public final class CompactedException extends StoreException {
    private static final long serialVersionUID = 1;

    private final transient Revision compacted;

    /// An exception for a read or watch at `asked` when nothing before `compacted` is held.
    public CompactedException(Revision asked, Revision compacted) {
        super("revision " + asked + " has been compacted, the oldest held is " + compacted);
        this.compacted = compacted;
    }

    /// The oldest revision that is held.
    public Revision compacted() {
        return compacted;
    }
}
