package dev.outrigger.store;

/// The store cannot do what was asked: it is closed, unreachable, full, locked or damaged. The message says which,
/// and what to do.
public class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /// An exception with what went wrong and what to do about it.
    public StoreException(String message) {
        super(message);
    }

    /// An exception with what went wrong and the fault below it.
    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
