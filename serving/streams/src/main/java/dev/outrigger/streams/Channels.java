package dev.outrigger.streams;

/// The streams between a client and a process, in whatever protocol. What is written may come from several threads.
interface Channels {
    /// Writes to one of the client's streams; waits while the client is slow.
    ///
    /// @return false where the client does not take it any more
    boolean write(Channel channel, byte[] bytes) throws InterruptedException;

    /// What the client sends on one of its streams.
    Inlet inlet(Channel channel);

    /// How the client hears what became of the process.
    Outcome.Form form();

    /// The streams, by the numbers that they have in WebSocket messages.
    enum Channel {
        /// What the process reads.
        STDIN("stdin"),
        /// What it writes.
        STDOUT("stdout"),
        /// What it writes apart.
        STDERR("stderr"),
        /// What became of it.
        ERROR("error"),
        /// The sizes of the client's terminal.
        RESIZE("resize");

        private final String streamType;

        Channel(String streamType) {
            this.streamType = streamType;
        }

        /// Its name in SPDY's `streamType` header.
        String streamType() {
            return streamType;
        }
    }
}
