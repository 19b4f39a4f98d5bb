package dev.outrigger.pipeline;

import java.util.List;
import java.util.Optional;

/// A connection whose bytes are of no protocol that the front door knows. Each direction is used by one thread at a
/// time.
public interface Wire {

    /// The next bytes from the client; waits for them. What is not asked for is not read: the client has to wait.
    ///
    /// @return at least one byte; empty where no more come
    Optional<byte[]> read() throws InterruptedException;

    /// Writes the parts, one after the other; waits while the client is slow.
    ///
    /// @return false where the client is gone, nothing more can be written
    boolean write(List<byte[]> parts) throws InterruptedException;

    /// Has the action run once when the client goes away (at once where it is gone).
    void onGone(Runnable action);

    /// What the server says and hears.
    interface Dialog {
        /// Holds the conversation: called once, on a virtual thread; the connection is closed when it returns, once
        /// what was written has gone out.
        void hold(Wire wire) throws InterruptedException;
    }
}
