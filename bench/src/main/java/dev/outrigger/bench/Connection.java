package dev.outrigger.bench;

/// One connection to a server. All methods are called on its event loop.
interface Connection {
    /// Sends a request; the receiver gets its answer.
    void send(Request request);

    /// Closes it; the receiver hears nothing more that matters.
    void close();
}
