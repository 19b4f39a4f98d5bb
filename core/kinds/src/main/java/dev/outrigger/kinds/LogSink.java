package dev.outrigger.kinds;

/// Where a log is written to, one client's. It is used by one thread at a time.
///
/// What is written is sent at once. Until something is, the client has no answer: an
/// [dev.outrigger.meta.ApiException] that is thrown before that is answered as any other. Whoever follows a log that
/// may be silent for long calls [#past] first, be it with no lines, to have the answer begin.
///
/// When nothing more is wanted, since the client is gone or has all it asked for, every method says so, and the thread
/// that writes the log is interrupted.
public interface LogSink {

    /// Writes the lines there are: of those not too old the last ones, as many as are wanted.
    ///
    /// @param lines the oldest first
    /// @return false where nothing more is wanted
    boolean past(Iterable<LogLine> lines) throws InterruptedException;

    /// Writes one line, unless it is too old.
    ///
    /// @return false where nothing more is wanted
    boolean line(LogLine line) throws InterruptedException;

    /// Writes bytes as they are; waits while the client is slow.
    ///
    /// @return false where nothing more is wanted
    boolean write(byte[] bytes) throws InterruptedException;
}
