package dev.outrigger.store;

import dev.outrigger.meta.Revision;

/// The revision asked for is not committed yet.
public final class FutureRevisionException extends StoreException {
    private static final long serialVersionUID = 1;

    /// An exception for a read at `asked` when the store is at `current`.
    public FutureRevisionException(Revision asked, Revision current) {
        super("revision " + asked + " is in the future, the store is at " + current);
    }
}
