package dev.outrigger.kinds;

import dev.outrigger.meta.ApiException;

/// An object cannot be taken from one version to another. The message is for clients: it names the object, the two
/// versions, and why where the conversion says it; what else went wrong is the cause, for the log.
public final class ConversionException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final boolean refused;

    ConversionException(String what, RuntimeException cause) {
        super(what + ": " + reason(cause), cause);
        this.refused = isRefusal(cause);
    }

    /// Whether the conversion said no, for a reason in the object; else it failed.
    public boolean refused() {
        return refused;
    }

    private static boolean isRefusal(RuntimeException cause) {
        return cause instanceof IllegalArgumentException || cause instanceof ApiException;
    }

    private static String reason(RuntimeException cause) {
        return isRefusal(cause) && cause.getMessage() != null
                ? cause.getMessage()
                : "the conversion failed; the log of this server says why";
    }
}
