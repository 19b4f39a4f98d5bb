package dev.outrigger.kinds;

import java.io.IOException;

/// What runs for one client: an author's [Connect#exec] with its object and options at hand.
public interface Program {
    /// Runs, on a virtual thread of its own; the client's streams end when it returns.
    ///
    /// @return the exit code; 0 for success
    /// @throws dev.outrigger.meta.ApiException what the client hears in place of an exit code
    int run(Session session) throws IOException, InterruptedException;
}
