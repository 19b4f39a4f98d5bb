package dev.outrigger.store;

/// The store has no room for a write; what it holds can still be read. The message says what to do.
public final class FullException extends StoreException {
    private static final long serialVersionUID = 1;

    /// An exception with what is full and what to do about it.
    public FullException(String message, Throwable cause) {
        super(message, cause);
    }
}
