package dev.outrigger.bench;

import io.netty.buffer.ByteBuf;

/// Who hears what a connection brings, on the event loop.
interface Receiver {
    /// The connection can be used.
    void opened(Connection connection);

    /// A piece of a body, valid during the call.
    default void data(ByteBuf piece) {}

    /// An answer is complete.
    void answered(Connection connection, Answer answer);

    /// The connection ended, whatever was under way.
    void closed(String why);
}
