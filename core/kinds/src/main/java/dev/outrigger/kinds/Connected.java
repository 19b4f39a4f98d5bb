package dev.outrigger.kinds;

import java.nio.charset.StandardCharsets;

/// What a connection is answered with.
public sealed interface Connected {

    /// A whole answer.
    ///
    /// @param status the HTTP status code
    record Bytes(int status, String contentType, byte[] bytes) implements Connected {}

    /// An answer that is written while it comes to be, each write flushed.
    record Stream(String contentType, Source source) implements Connected {}

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
