package dev.outrigger.server;

/// The server cannot start. The message is one line that says what is wrong and, where it is known, what to do.
public final class StartException extends RuntimeException {
    private static final long serialVersionUID = 1;

    StartException(String message) {
        super(message);
    }

    StartException(String message, Throwable cause) {
        super(message, cause);
    }
}
