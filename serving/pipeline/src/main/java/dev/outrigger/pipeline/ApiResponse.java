package dev.outrigger.pipeline;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// What goes back to the client.
public sealed interface ApiResponse {

    /// The HTTP status code.
    int status();

    /// The header fields; the front door adds `Date`, `Content-Length` or the transfer coding.
    Headers headers();

    /// This answer with one more header field.
    ApiResponse withHeader(String name, String value);

    /// A whole answer, in parts that are written one after the other without being copied together.
    record Body(int status, Headers headers, List<byte[]> parts) implements ApiResponse {
        @Override
        public Body withHeader(String name, String value) {
            return new Body(status, headers.with(name, value), parts);
        }
    }

    /// An answer that is written while it comes to be, each write flushed.
    record Stream(int status, Headers headers, Source source, Purpose purpose) implements ApiResponse {
        /// A stream of events.
        public Stream(int status, Headers headers, Source source) {
            this(status, headers, source, Purpose.EVENTS);
        }

        @Override
        public Stream withHeader(String name, String value) {
            return new Stream(status, headers.with(name, value), source, purpose);
        }
    }

    /// What a stream is for, and so what is expected of its client.
    enum Purpose {
        /// Events, such as a watch's: who takes none for two minutes is cut off and lists again.
        EVENTS,
        /// What a process says and hears: somebody may look at one page of it for hours. Programs rather than
        /// browsers open these, and need show no `Origin`.
        PROCESS
    }

    /// The connection goes on in another protocol (101), for a client that asked for it. The front door refuses where
    /// the connection cannot: on HTTP/2, and where the client's handshake is wrong.
    ///
    /// @param protocol what is spoken from here on
    record Upgrade(Headers headers, Protocol protocol) implements ApiResponse {
        @Override
        public int status() {
            return 101;
        }

        @Override
        public Upgrade withHeader(String name, String value) {
            return new Upgrade(headers.with(name, value), protocol);
        }
    }

    /// What an upgraded connection speaks.
    sealed interface Protocol {
        /// WebSocket (RFC 6455).
        ///
        /// @param subprotocol the one of the client's that is spoken; empty for none
        /// @param dialog holds the conversation
        record WebSocketDialog(Optional<String> subprotocol, WebSocket.Dialog dialog, Purpose purpose)
                implements Protocol {
            /// A WebSocket for events.
            public WebSocketDialog(Optional<String> subprotocol, WebSocket.Dialog dialog) {
                this(subprotocol, dialog, Purpose.EVENTS);
            }
        }

        /// Any other protocol, whose bytes are read and written as they are.
        ///
        /// @param name as the answer's `Upgrade` field names it, such as `SPDY/3.1`
        /// @param dialog holds the conversation
        record Bare(String name, Wire.Dialog dialog) implements Protocol {}
    }

    /// What writes a stream: called once, on a virtual thread; the stream ends when it returns.
    interface Source {
        /// Writes to the sink until there is no more to say or the client is gone.
        void writeTo(Sink sink) throws InterruptedException;
    }

    /// The client's end of a stream.
    interface Sink {
        /// Writes the parts, one after the other, and flushes them; waits while the client is slow.
        ///
        /// @return false where the client is gone, nothing more can be written
        boolean write(List<byte[]> parts) throws InterruptedException;

        /// Writes the parts and flushes them without waiting. They are only asked for where there is room.
        ///
        /// @return false where the client has yet to take most of what was written before, or is gone;
        ///     nothing is written then
        boolean offer(Supplier<List<byte[]>> parts);

        /// Has the action run once when the client goes away (at once where it is gone).
        void onGone(Runnable action);
    }
}
