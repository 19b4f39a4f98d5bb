package dev.outrigger.kinds;

import java.net.URI;
import java.nio.charset.StandardCharsets;

/// What a connection is answered with.
public sealed interface Connected {

    /// A whole answer.
    ///
    /// @param status the HTTP status code
    record Bytes(int status, String contentType, byte[] bytes) implements Connected {}

    /// An answer that is written while it comes to be, each write flushed.
    record Stream(String contentType, Source source) implements Connected {}

    /// A log, as plain text or over WebSocket.
    ///
    /// @param options what the client wants of it
    record Log(LogOptions options, LogWriter writer) implements Connected {}

    /// A program with the client at its input and output, over WebSocket or SPDY.
    ///
    /// @param options which of its streams the client wants
    record Run(SessionOptions options, Program program) implements Connected {}

    /// The answer of another HTTP server to the same request, with what its path holds behind the subresource's name.
    ///
    /// @param target where that path begins
    record Proxy(URI target) implements Connected {}

    /// Plain text, 200.
    static Connected text(String text) {
        return new Bytes(200, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
    }

    /// Text or bytes that come to be, 200.
    static Connected stream(Source source) {
        return new Stream("text/plain", source);
    }

    /// What writes a stream: called once, on a virtual thread; the stream ends when it returns.
    interface Source {
        /// Writes to the sink until there is no more to say or the client is gone.
        void writeTo(Sink sink) throws InterruptedException;
    }

    /// The client's end of a stream.
    interface Sink {
        /// Writes the bytes and flushes them; waits while the client is slow.
        ///
        /// @return false where the client is gone, nothing more can be written
        boolean write(byte[] bytes) throws InterruptedException;

        /// Has the action run once when the client goes away (at once where it is gone).
        void onGone(Runnable action);
    }
}
