package dev.outrigger.pipeline;

import java.util.List;
import java.util.Optional;

/// A WebSocket as the server holds it. Each direction is used by one thread at a time.
public interface WebSocket {

    /// Sends one message in one frame; waits while the client is slow.
    ///
    /// @return false where the client is gone, nothing more can be sent
    boolean send(Message message) throws InterruptedException;

    /// The client's next message; waits for it. What is not asked for is not read: the client has to wait.
    ///
    /// @return empty where the socket is closed
    Optional<Message> receive() throws InterruptedException;

    /// From now on the client's messages are thrown away as they come.
    void ignoreMessages();

    /// Has the action run once when the client goes away (at once where it is gone).
    void onGone(Runnable action);

    /// One message, in parts that are sent one after the other without being copied together.
    sealed interface Message {
        /// The bytes.
        List<byte[]> parts();

        /// Text, in UTF-8.
        record Text(List<byte[]> parts) implements Message {}

        /// Bytes.
        record Binary(List<byte[]> parts) implements Message {}
    }

    /// What the server says and hears.
    interface Dialog {
        /// Holds the conversation: called once, on a virtual thread; the socket is closed when it returns.
        void hold(WebSocket socket) throws InterruptedException;
    }
}
