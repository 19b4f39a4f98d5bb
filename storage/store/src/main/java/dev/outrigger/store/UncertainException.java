package dev.outrigger.store;

/// The store cannot tell whether it kept a write: it was lost sight of while it committed. Whoever wrote must read to
/// know.
public final class UncertainException extends StoreException {
    private static final long serialVersionUID = 1;

    /// An exception with what came between the write and its answer.
    public UncertainException(String message, Throwable cause) {
        super(message, cause);
    }
}
