package dev.outrigger.kinds;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;

/// A client's side of a process: its input, its screen, the size of its terminal.
///
/// The streams block: reading waits for the client's input, which the client may only send as fast as it is read, and
/// writing waits while the client is slow. Each is used by one thread at a time. When the client is gone, the thread
/// that runs the program is interrupted, the input ends, and writing throws an [java.io.IOException].
public interface Session {

    /// What the client sends; ends where it has no more. Empty where it wants to send nothing.
    InputStream stdin();

    /// What the client reads; thrown away where it does not want it. Every write is sent at once.
    OutputStream stdout();

    /// What the client reads apart; thrown away where it does not want it. Every write is sent at once.
    OutputStream stderr();

    /// The next size of the client's terminal; waits for it. The first one comes soon where there is a terminal.
    ///
    /// @return empty where no more come
    Optional<TerminalSize> nextSize() throws InterruptedException;

    /// The size of a terminal, in characters.
    record TerminalSize(int width, int height) {}
}
