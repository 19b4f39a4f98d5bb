package dev.outrigger.kinds;

import java.io.IOException;

/// Writes a log for one client: an author's [Connect#logs] with its object and options at hand.
public interface LogWriter {
    /// Writes the log, on a virtual thread of its own; the answer ends when it returns.
    ///
    /// @throws dev.outrigger.meta.ApiException where it is refused, before anything was written
    /// @throws IOException where it cannot go on: the client sees that the log is not whole
    void writeTo(LogSink sink) throws IOException, InterruptedException;
}
