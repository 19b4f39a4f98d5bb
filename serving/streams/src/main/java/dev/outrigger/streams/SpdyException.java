package dev.outrigger.streams;

/// What a client sent is no SPDY/3.1.
final class SpdyException extends Exception {
    private static final long serialVersionUID = 1;

    SpdyException(String message) {
        super(message);
    }
}
