package dev.outrigger.http;

import java.io.IOException;

/// The server cannot listen where it was told to. The message is one line, made for people.
public final class ListenException extends IOException {
    private static final long serialVersionUID = 1;

    ListenException(String message, Throwable cause) {
        super(message, cause);
    }
}
