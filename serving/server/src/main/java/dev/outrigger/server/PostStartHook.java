package dev.outrigger.server;

/// What is done once a server serves (`PostStartHookFunc` upstream).
@FunctionalInterface
public interface PostStartHook {

    /// Runs beside the other hooks, when the server listens and its objects are loaded. Until it returns, `/readyz`
    /// says
    /// so under its name and the start goes on; what must last longer goes on a thread of its own.
    ///
    /// @param server where it can be reached
    /// @throws Exception where the server cannot be used without what the hook does: it is stopped, as upstream
    void run(RunningServer server) throws Exception;
}
